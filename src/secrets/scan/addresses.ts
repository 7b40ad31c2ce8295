/** Parts of addresses that open something: who logs in, and what stands in the path. */
import { judgeName } from "../known/names.ts";
import { isSecretSegment } from "../known/segments.ts";
import { looksChosen } from "../known/values.ts";

/** What ends an address within a text. */
const isEnd = (code: number): boolean =>
  code <= 0x20 || code === 0x22 || code === 0x3c || code === 0x3e || code === 0x5c || code === 0x60;

export function addressEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && !isEnd(text.charCodeAt(end))) end++;
  return end;
}

/** Where the host ends that begins at `at`, and where the path that does. */
export const hostEnd = (text: string, at: number, to: number): number =>
  endAt(text, at, to, "/?# \t\r\n");
export const pathEnd = (text: string, at: number, to: number): number => endAt(text, at, to, "?#;");

function endAt(text: string, at: number, to: number, signs: string): number {
  let end = at;
  while (end < to && !signs.includes(text[end] as string)) end++;
  return end;
}

/** User and password before a host; null where there are none. */
export function userInfoIn(
  text: string,
  at: number,
  to: number,
): { from: number; to: number } | null {
  let last = -1;
  for (let i = at; i < to; i++) {
    const char = text[i];
    if (char === "/" || char === "?" || char === "#") break;
    if (char === "@") last = i;
  }
  return last > at ? { from: at, to: last } : null;
}

/** Hosts whose paths are credentials as a whole, from so many parts on. */
const HOOKS: [RegExp, RegExp][] = [
  [/^hooks\.slack(?:-gov)?\.com$/, /^(?:services|workflows|triggers)$/],
  [/(?:^|\.)discord(?:app)?\.com$/, /^webhooks$/],
  [
    /^(?:outlook\.office(?:365)?\.com|[\w-]{1,63}\.webhook\.office\.com)$/,
    /^(?:webhook|webhookb2|IncomingWebhook)$/,
  ],
  [/^hooks\.zapier\.com$/, /^catch$/],
  [
    /(?:^|\.)(?:ifttt|pabbly|integromat|make|pipedream|webhook|n8n)\.[a-z]{2,8}$/,
    /^(?:key|webhook|hook|hooks)$/,
  ],
];
const BEFORE_SECRET =
  /^(?:webhooks?|hooks?|token|tokens|key|keys|apikey|api-key|auth|secret|secrets|session|sessions|invite|invites|reset|reset-password|verify|confirm|magic|magic-link|activate|unsubscribe|ticket|t|s|share)$/i;
/** api.telegram.org/bot<id>:<key>/ */
const BOT = /^bot\d{6,12}:[\w-]{30,}$/;

/** Which parts of a path are secret. `host`: empty where it is not known. */
export function secretSegments(
  text: string,
  host: string,
  from: number,
  to: number,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const hook = HOOKS.find(([pattern]) => pattern.test(host))?.[1];
  let isHook = false;
  let before = "";
  for (let at = from; at < to; ) {
    let end = text.indexOf("/", at);
    if (end < 0 || end > to) end = to;
    const segment = text.slice(at, Math.min(end, at + MAX_SEGMENT));
    const isNamed = BEFORE_SECRET.test(before) || judgeName(before) === "secret";
    if (
      segment !== "" &&
      (isHook || BOT.test(segment) || isSecretSegment(segment) || (isNamed && isKeyLike(segment)))
    ) {
      found.push({ from: at, to: end });
    }
    if (hook?.test(segment)) isHook = true;
    before = segment;
    at = end + 1;
  }
  return found;
}

const MAX_SEGMENT = 4_096;
const SHORTEST = 8;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** After "/token/": long, and too mixed for a word or a number. */
const isKeyLike = (segment: string): boolean =>
  segment.length >= SHORTEST &&
  looksChosen(segment) &&
  !/[.:]/.test(segment) &&
  /\d/.test(segment) &&
  !UUID.test(segment) &&
  !/^[a-z]+[-_]?\d{1,4}$/i.test(segment);
