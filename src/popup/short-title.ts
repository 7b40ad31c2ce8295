import { parseUrl } from "../protocol/parse-url.ts";

/** The popup has no list in which a connection could be found by its number. */
export const withoutNumbers = (title: string): string =>
  title.replaceAll(/,? behind connection #[\d,]*\d/g, "");

/** A finding's title in one line: which host it is about stands above it. */
export function shortTitle(title: string, endpoint: string): string {
  const [first = title] = withoutNumbers(title).split("; ");
  const host = parseUrl(endpoint)?.hostPort;
  if (!host) return first;
  const short = first.replace(` to ${host}`, "").replace(` at ${host}`, "");
  // "Server error: a.example closed with 1011" can do without its subject, "a.example is cut" cannot.
  return short.includes(`: ${host} is `) ? short : short.replace(`: ${host} `, ": ");
}
