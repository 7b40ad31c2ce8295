/** The ways to look at one body. */
import { decodeBinary, writeJson } from "../../decoders/index.ts";
import { decodePastedBase64 } from "./decode-base64.ts";

export type ViewId = "tree" | "json" | "text" | "hex" | "base64" | "diff";

export const VIEW_NAMES: Readonly<Record<ViewId, string>> = {
  tree: "Tree",
  json: "JSON",
  text: "Text",
  hex: "Hex",
  base64: "Base64",
  diff: "Difference",
};

/** Larger JSON is not indented: as a tree it opens at once. */
export const MAX_INDENTED_CHARACTERS = 1_048_576;
const MIN_BASE64_CHARACTERS = 16;

/** Which views make sense, the best first. */
export function viewsOf(body: string | Uint8Array): ViewId[] {
  if (typeof body !== "string") {
    return decodedOf(body) === null ? ["hex", "text"] : ["tree", "json", "hex", "text"];
  }
  if (/^\s*[{[]/.test(body)) {
    return body.length > MAX_INDENTED_CHARACTERS
      ? ["tree", "text", "hex"]
      : ["tree", "json", "text", "hex"];
  }
  const looksEncoded = body.length >= MIN_BASE64_CHARACTERS && decodePastedBase64(body) !== null;
  return looksEncoded ? ["text", "base64", "hex"] : ["text", "hex"];
}

/** Larger ones are not decoded: the hexadecimal view opens at once. No value takes less than a byte. */
const MAX_DECODED_BYTES = 1_048_576;
const decoded = new WeakMap<Uint8Array, string | null>();

/** The JSON of a binary message that is MessagePack or CBOR for certain. */
function decodedOf(bytes: Uint8Array): string | null {
  const known = decoded.get(bytes);
  if (known !== undefined) return known;
  const found = bytes.length > MAX_DECODED_BYTES ? null : decodeBinary(bytes, MAX_DECODED_BYTES);
  const json = found && writeJson(found.value);
  decoded.set(bytes, json);
  return json;
}

/** What the views of JSON show. */
export const jsonOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : (decodedOf(body) ?? "");

export const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === "string" ? new TextEncoder().encode(body) : body;

export const textOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);
