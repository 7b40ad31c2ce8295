import { parseUrl, type UrlParts } from "../protocol/parse-url.ts";
import type { AddressSign, Sign } from "./service.ts";
import { SERVICE_ROWS, type ServiceName } from "./services.ts";

/** What of a connection gives away who is on the other side. */
export type Traits = {
  url: string;
  /** What the page offered. */
  protocols: readonly string[] | null;
  /** `protocol`: what the server chose. */
  open: { protocol: string } | null;
  first: readonly { body: string | Uint8Array; direction: "send" | "receive" }[];
  handshake?: { responseHeaders: readonly Header[] } | null;
  /** Plain requests for the same address: `pages` is what `recognisePage` found. */
  probes?: readonly { headers: readonly Header[]; pages: readonly string[] }[];
};

type Header = { name: string; value: string };

/** `by`: the header or the host that gave it away; `speaks …` where it was what is spoken. */
export type Recognised = { name: ServiceName; by: string };

type Row<S> = { name: ServiceName; sign: S };

const signsOf = <S extends Sign>(isSuch: (sign: Sign) => sign is S): readonly Row<S>[] =>
  SERVICE_ROWS.flatMap(([name, { signs = [] }]) =>
    signs.filter(isSuch).map((sign) => ({ name, sign })),
  );

const BY_SUBPROTOCOL = signsOf((sign) => "subprotocol" in sign);
const BY_MESSAGE = signsOf((sign) => "message" in sign);
const BY_FIELD = signsOf((sign) => "field" in sign);
const BY_BYTES = signsOf((sign) => "bytes" in sign);
const BY_PAGE = signsOf((sign) => "page" in sign);
const BY_HEADER = signsOf((sign) => "header" in sign);
const BY_ADDRESS = signsOf(
  (sign): sign is AddressSign =>
    "host" in sign || "port" in sign || "path" in sign || "query" in sign,
);

/** Of a message no more than this is looked at. */
const MAX_HEAD = 1_024;
const MAX_BYTES = 16;
const MAX_JSON = 65_536;

/**
 * Everyone whom a connection shows to be there, the surest first: by what was agreed on, by the
 * address, by what was said, and by what answered the handshake. Nobody is named twice.
 */
export function recognise(traits: Traits): Recognised[] {
  const found = new Map<ServiceName, string>();
  const add = (name: ServiceName, by = `speaks ${name}`) => {
    if (!found.has(name)) found.set(name, by);
  };
  // What the server chose decides; before it has chosen, what was offered.
  const { open, protocols } = traits;
  const names = open && open.protocol !== "" ? [open.protocol] : (protocols ?? []);
  for (const { name, sign } of BY_SUBPROTOCOL) {
    if (names.some((offered) => sign.subprotocol.test(offered))) add(name);
  }
  for (const { name, by } of recogniseAddress(traits.url)) add(name, by);
  for (const { body } of traits.first) {
    for (const name of typeof body === "string" ? readText(body) : readBytes(body)) add(name);
  }
  const asked = traits.probes?.at(-1);
  if (asked) {
    for (const { name } of BY_PAGE) if (asked.pages.includes(name)) add(name, `page of ${name}`);
  }
  const lines = [...(traits.handshake?.responseHeaders ?? []), ...(asked?.headers ?? [])].map(
    ({ name, value }) => `${name}: ${value}`,
  );
  for (const { name, sign } of lines.length > 0 ? BY_HEADER : []) {
    // Only the part that matches: a cookie's or a request's own value is nobody else's business.
    const line = lines.map((text) => sign.header.exec(text)?.[0]).find(Boolean);
    // It says more of what is on the way than the host.
    if (line && found.get(name) !== `speaks ${name}`) found.set(name, line.replace(/: $/, ""));
  }
  return [...found].map(([name, by]) => ({ name, by }));
}

/** A page's connections have few addresses, of which it opens one again and again. */
const MAX_ADDRESSES = 100;
const addresses = new Map<string, { name: ServiceName; by: string | undefined }[]>();

function recogniseAddress(url: string): { name: ServiceName; by: string | undefined }[] {
  const known = addresses.get(url);
  if (known) return known;
  const address = parseUrl(url);
  const found = address
    ? BY_ADDRESS.flatMap(({ name, sign }) =>
        fits(sign, address) ? [{ name, by: sign.host ? address.host : undefined }] : [],
      )
    : [];
  if (addresses.size >= MAX_ADDRESSES) addresses.clear();
  addresses.set(url, found);
  return found;
}

/** Whose page or error an answer to a plain request is, as far as its beginning shows. */
export const recognisePage = (body: string): ServiceName[] =>
  BY_PAGE.filter(({ sign }) => sign.page.test(body)).map(({ name }) => name);

const fits = (sign: AddressSign, { host, port, path, query }: UrlParts): boolean =>
  (sign.host?.test(host) ?? true) &&
  (sign.port?.test(port) ?? true) &&
  (sign.path?.test(path) ?? true) &&
  (sign.query?.test(query ?? "") ?? true);

function readText(body: string): ServiceName[] {
  const head = body.slice(0, MAX_HEAD);
  const found = BY_MESSAGE.filter(({ sign }) => sign.message.test(head));
  // What its beginning gives away need not be read whole.
  const named = found.length > 0 ? [] : BY_FIELD.filter(({ sign }) => hasField(body, head, sign));
  return [...found, ...named].map(({ name }) => name);
}

function hasField(body: string, head: string, { field: [name, value] }: FieldSign): boolean {
  if (!head.includes(`"${name}"`)) return false;
  try {
    const json: unknown = JSON.parse(body.slice(0, MAX_JSON));
    const object: unknown = Array.isArray(json) ? json[0] : json;
    return typeof object === "object" && object !== null && Reflect.get(object, name) === value;
  } catch {
    return false;
  }
}

type FieldSign = Extract<Sign, { field: unknown }>;

function readBytes(body: Uint8Array): ServiceName[] {
  const hex = [...body.subarray(0, MAX_BYTES)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return BY_BYTES.filter(({ sign }) => sign.bytes.test(hex)).map(({ name }) => name);
}
