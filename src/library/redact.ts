import { kindOfBytes } from "../har/kind-of-bytes.ts";
import { compilePattern } from "../har/mask/compile-pattern.ts";
import type { Masked } from "../har/mask/watch-masker.ts";
import { redactFile } from "../har/redact/redact-file.ts";
import { type Input, utf8Of } from "./bytes.ts";

export type RedactOptions = {
  /** Mask the values of these names, too: of fields, parameters, headers and cookies. */
  names?: readonly string[];
  /** Mask what these expressions find, too. They run in linear time; references back are not known. */
  patterns?: readonly string[];
  /** Leave the values of these names as they are. */
  keep?: readonly string[];
};

export type Redacted = {
  /** The file's text without its secrets; what is not masked is as it was, byte by byte. */
  har: string;
  /** What was masked: its kind, its name, its place, how often, and where first. Never the secret. */
  secrets: Masked[];
};

/**
 * Masks the secrets of a HAR of any tool, in its HTTP requests and in the messages of its
 * WebSockets.
 *
 * @param input the file's text or bytes, packed with gzip or not; at most 512 MiB.
 * @throws {ReadError} with the place in the file and what is wrong there.
 * @throws {Error} where a pattern cannot be used.
 */
export async function redact(
  input: Input,
  { names = [], patterns = [], keep = [] }: RedactOptions = {},
): Promise<Redacted> {
  const kept = new Set(keep.map(bareName));
  const wishes = {
    names,
    patterns: patterns.map(compilePattern),
    keep: ({ name }: { name: string }) => kept.has(bareName(name)),
  };
  const bytes = await utf8Of(input);
  const source = { kind: kindOfBytes(bytes), read: () => chunksOf(bytes), close() {} };
  const { chunks, found } = await redactFile(source, wishes);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let har = "";
  for await (const chunk of chunks) har += decoder.decode(chunk, { stream: true });
  return { har: har + decoder.decode(), secrets: found() };
}

/** Case and signs in names do not count. */
const bareName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\d]/gu, "");

const CHUNK_BYTES = 1024 * 1024;

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
