/** The ways to look at one body. */
import { decodeBase64 } from "./decode-base64.ts";

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
  if (typeof body !== "string") return ["hex", "text"];
  if (/^\s*[{[]/.test(body)) {
    return body.length > MAX_INDENTED_CHARACTERS
      ? ["tree", "text", "hex"]
      : ["tree", "json", "text", "hex"];
  }
  const looksEncoded = body.length >= MIN_BASE64_CHARACTERS && decodeBase64(body) !== null;
  return looksEncoded ? ["text", "base64", "hex"] : ["text", "hex"];
}

export const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === "string" ? new TextEncoder().encode(body) : body;

export const textOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);
