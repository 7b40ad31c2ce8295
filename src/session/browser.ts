/** Which browser a session was seen in: each holds handshakes back by rules of its own. */

/** As HAR names it: "Firefox" and "153.0". */
export type Browser = { name: string; version: string };

/** What runs the sockets: "Edge", "Opera" and "chromium" are one. */
export type Engine = "Chromium" | "Firefox" | "WebKit";

/** A name is a word or two, and nothing that would have to be escaped anywhere. */
const NAME = /^[\w .()/-]{1,64}$/;
const VERSION = /^[\w .+-]{0,64}$/;

/** Of a file that anybody may have written; null where it names none. */
export function parseBrowser(raw: unknown): Browser | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { name, version = "" } = raw as { name?: unknown; version?: unknown };
  if (typeof name !== "string" || !NAME.test(name)) return null;
  const isVersion = typeof version === "string" && VERSION.test(version);
  return { name, version: isVersion ? version : "" };
}

/** The most telling first: Chromium's kin call themselves Chrome and Safari, too. */
const PRODUCTS: [string, RegExp][] = [
  ["Firefox", /\bFirefox\/([\d.]{1,32})/],
  ["Edge", /\bEdg(?:A|iOS)?\/([\d.]{1,32})/],
  ["Opera", /\bOPR\/([\d.]{1,32})/],
  ["Chrome", /\b(?:HeadlessChrome|Chrome|Chromium)\/([\d.]{1,32})/],
  ["Safari", /\bVersion\/([\d.]{1,32}) (?:\S{1,32} )?Safari\//],
];

/** What a `User-Agent` says; null for a program that is no browser we know. */
export function browserOfUserAgent(userAgent: string): Browser | null {
  for (const [name, sign] of PRODUCTS) {
    const version = sign.exec(userAgent.slice(0, MAX_USER_AGENT))?.[1];
    if (version !== undefined) return { name, version };
  }
  return null;
}

/** In this order: Android is a Linux, too. */
const SYSTEMS: [string, RegExp][] = [
  ["Windows", /\bWindows\b/],
  ["Android", /\bAndroid\b/],
  ["iOS", /\b(?:iPhone|iPad|iPod)\b/],
  ["macOS", /\bMac(?:intosh| OS X)\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

/** Which system a `User-Agent` names; its version is the same for all in today's browsers. */
export const systemOfUserAgent = (userAgent: string): string =>
  SYSTEMS.find(([, sign]) => sign.test(userAgent.slice(0, MAX_USER_AGENT)))?.[0] ?? "";

const MAX_USER_AGENT = 1_024;

/** Null: unknown, or one whose sockets we know nothing special of. */
export function engineOf(browser: Browser | null): Engine | null {
  const name = browser?.name ?? "";
  if (/firefox|gecko|librewolf|waterfox/i.test(name)) return "Firefox";
  if (/safari|webkit|epiphany/i.test(name)) return "WebKit";
  return /chrom|edge|opera|brave|vivaldi/i.test(name) ? "Chromium" : null;
}
