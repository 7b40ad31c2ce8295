/** What the page said, to be said again. */
import { type Body, ROW_CUT, ROW_SEND } from "../../protocol/rows.ts";
import type { StoredRow } from "../../store/store.ts";

/** `isCut`: of its body only the beginning was kept. */
export type SaidMessage = { body: Body; isCut: boolean };

/** Null for what the server said, which is not the page's to say, and for what was not kept. */
export const saidBy = ({ flags, body }: StoredRow): SaidMessage | null =>
  flags & ROW_SEND && body !== null ? { body, isCut: (flags & ROW_CUT) !== 0 } : null;

/** What the code for a message does, where that is not simply to say it again. */
export function describeCode({ flags, body }: StoredRow): string {
  if (!(flags & ROW_SEND)) return "The server said this, so the code only opens the connection.";
  if (body === null) return "What it said was not kept, so the code only opens the connection.";
  return flags & ROW_CUT ? "The code says only the beginning of it: no more was kept." : "";
}

/** A body as a file: bytes as they are; JSON is called so only where all of it is there. */
export function fileOf(body: Body, isCut: boolean, name: string): { name: string; type: string } {
  const part = isCut ? `${name}-beginning` : name;
  if (typeof body !== "string") return { name: `${part}.bin`, type: "application/octet-stream" };
  const ending = !isCut && /^\s*[{[]/.test(body) ? "json" : "txt";
  return { name: `${part}.${ending}`, type: "text/plain;charset=utf-8" };
}
