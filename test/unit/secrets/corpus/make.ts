/** Made-up credentials: the same ones in each run, and none that ever opened anything. */

const ALPHABETS = {
  mixed: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  hex: "0123456789abcdef",
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
};

let state = 20_260;
const next = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};

/** Always with a digit and a letter in it. */
export function make(length: number, kind: keyof typeof ALPHABETS = "mixed"): string {
  const alphabet = ALPHABETS[kind];
  let made = kind === "upper" ? "K3" : "k3".slice(0, 2);
  if (kind === "hex") made = "a3";
  while (made.length < length) made += alphabet[next(alphabet.length)];
  return made.slice(0, length);
}

export const base64Url = (text: string): string => Buffer.from(text).toString("base64url");

export const makeJwt = (claims: object): string =>
  `${base64Url('{"alg":"HS256","typ":"JWT"}')}.${base64Url(JSON.stringify(claims))}.${make(43)}`;

/** MessagePack of what tests need. */
export function pack(value: unknown): number[] {
  if (value === null) return [0xc0];
  if (typeof value === "boolean") return [value ? 0xc3 : 0xc2];
  if (typeof value === "number") {
    return value < 128 ? [value] : [0xce, ...bigEndian(value, 4)];
  }
  if (value instanceof Uint8Array) return [0xc4, value.length, ...value];
  if (typeof value === "string") {
    const bytes = [...Buffer.from(value)];
    const head = bytes.length < 32 ? [0xa0 + bytes.length] : [0xd9, bytes.length];
    return [...head, ...bytes];
  }
  if (Array.isArray(value)) return [0x90 + value.length, ...value.flatMap(pack)];
  const entries = Object.entries(value as object);
  return [
    0x80 + entries.length,
    ...entries.flatMap(([name, item]) => [...pack(name), ...pack(item)]),
  ];
}

/** CBOR of what tests need. */
export function packCbor(value: unknown): number[] {
  const head = (major: number, length: number) =>
    length < 24 ? [major * 32 + length] : [major * 32 + 24, length];
  if (value === null) return [0xf6];
  if (typeof value === "boolean") return [value ? 0xf5 : 0xf4];
  if (typeof value === "number") {
    return value < 24 ? [value] : [0x1a, ...bigEndian(value, 4)];
  }
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (typeof value === "string") {
    const bytes = [...Buffer.from(value)];
    return [...head(3, bytes.length), ...bytes];
  }
  if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(packCbor)];
  const entries = Object.entries(value as object);
  return [
    ...head(5, entries.length),
    ...entries.flatMap(([name, item]) => [...packCbor(name), ...packCbor(item)]),
  ];
}

const bigEndian = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);

const mqttText = (text: string): number[] => [...bigEndian(text.length, 2), ...Buffer.from(text)];

export function mqttConnect(level: 4 | 5, user: string, password: string): number[] {
  const body = [
    ...mqttText("MQTT"),
    level,
    0xc2,
    0,
    60,
    ...(level === 5 ? [0] : []),
    ...mqttText("client-1"),
    ...mqttText(user),
    ...mqttText(password),
  ];
  return [0x10, body.length, ...body];
}
