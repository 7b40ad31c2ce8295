import { parseUrl } from "../../protocol/parse-url.ts";
import { quote } from "./facts.ts";

const LOGIN =
  /\b(?:log-?in|log-?on|sign-?in|oauth2?|openid|oidc|saml2?|sso|authori[sz]e|authelia|authentik|keycloak|adfs|idp|auth|accounts?|cdn-cgi\/access)\b/i;

/** Whether what answers wants a login first. A path that only got its slash is no other place. */
export const leadsToLogin = (url: string, location: string | undefined): boolean =>
  location !== undefined && LOGIN.test(location) && !isSamePath(url, location);

const isSamePath = (url: string, location: string): boolean => {
  const [asked, aimed] = [parseUrl(url), aimOf(url, location)];
  return asked !== null && aimed !== null && withoutSlash(aimed.path) === withoutSlash(asked.path);
};

/** A path alone means the same host. */
function aimOf(url: string, location: string): ReturnType<typeof parseUrl> {
  const asked = parseUrl(url);
  const isRelative = location.startsWith("/") && !location.startsWith("//");
  return parseUrl(
    isRelative && asked ? `${asked.scheme}://${asked.hostPort}${location}` : location,
  );
}

/** What a redirect that is no login is about, by where it leads; null where that says nothing more. */
export function readRedirect(url: string, location: string | undefined): string | null {
  const asked = parseUrl(url);
  if (!asked || !location) return null;
  const aimed = aimOf(url, location);
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
