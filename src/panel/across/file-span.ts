import type { OpenedFile } from "../model/model.ts";
import type { Span } from "../ui/span.ts";

/** From its first connection to its last event. */
export function spanOfFile({ session, endedAt }: OpenedFile): Span {
  let from = endedAt;
  for (const { createdAt } of session.connections.values()) from = Math.min(from, createdAt);
  return { from: Math.min(from, session.startedAt || from), to: endedAt };
}
