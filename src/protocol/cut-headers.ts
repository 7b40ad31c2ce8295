import { cutText } from "./cut-text.ts";
import type { Header } from "./handshake.ts";

/**
 * What is kept of one side's headers. Servers take 8 KiB for all of a request's unless they are told
 * to take more, and a browser 256 KiB of an answer's: of thousands of handshakes that is too much to
 * save, and too much for a message to the panel.
 */
const MAX_HEADERS = 100;
const MAX_NAME = 256;
const MAX_VALUE = 4_096;
const MAX_TOGETHER = 16_384;

const REST = "…";

/**
 * A value that is cut says how long it was, and a last line how many headers are left out. Headers
 * that were cut before stay as they are.
 */
export function cutHeaders(headers: readonly Header[]): Header[] {
  let room = MAX_TOGETHER;
  const kept = headers.slice(0, MAX_HEADERS).map((header) => {
    const name = cutText(header.name, MAX_NAME);
    const value = cutText(header.value, Math.min(MAX_VALUE, Math.max(0, room - name.length)));
    room -= name.length + value.length;
    return { name, value };
  });
  const [next, ...others] = headers.slice(MAX_HEADERS);
  if (!next) return kept;
  const wereCut = next.name === REST && others.length === 0;
  const value = wereCut ? cutText(next.value, MAX_NAME) : `${others.length + 1} more headers`;
  return [...kept, { name: REST, value }];
}
