import { parseUrl } from "../../protocol/parse-url.ts";
import { quote } from "./facts.ts";

const LOGIN =
  /\b(?:log-?in|sign-?in|oauth2?|openid|saml2?|sso|authorize|authelia|cdn-cgi\/access)\b/i;

/** What a redirect is about, by where it leads; null where that says nothing more. */
export function readRedirect(url: string, location: string | undefined): string | null {
  const asked = parseUrl(url);
  if (!asked || !location) return null;
  if (LOGIN.test(location)) {
    return "It leads to a login: a service before the server wants one, and a socket cannot show it. Log in within a tab first, or exempt the path there.";
  }
  // A path alone means the same host.
  const isRelative = location.startsWith("/") && !location.startsWith("//");
  const aimed = parseUrl(isRelative ? `${asked.scheme}://${asked.hostPort}${location}` : location);
  if (!aimed) return null;
  if (aimed.host !== asked.host) {
    return `It leads to another name, ${quote(aimed.host)}: use that one in the address.`;
  }
  if (aimed.path !== asked.path) {
    return withoutSlash(aimed.path) === withoutSlash(asked.path)
      ? "The two addresses differ by the slash at the end of the path alone: write it as Location has it, or let the rule for pages not count for sockets."
      : null;
  }
  return asked.scheme === "ws" && /^(?:wss|https):/i.test(location)
    ? "http is redirected to https: write wss:// in the address."
    : null;
}

const withoutSlash = (path: string): string => path.replace(/\/$/, "");
