import { SHAPE_DIGIT } from "../../../protocol/rows.ts";
import type { Connection, Session } from "../../../session/session.ts";
import { countOf } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { isNearEnd, readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";

/** What went before makes the rule; a few messages make none. */
export const MIN_BEFORE = 10;
/** A peer that chokes on a message goes at once. */
export const CHOKED_MS = 2_000;
/** Protocols in which text and binary take turns. */
const MIXED_BY_DESIGN = new Set(["socket.io", "sockjs", "signalr", "mqtt", "centrifuge", "openai"]);

/** Text where binary was the rule, or the reverse, just before a failure. */
export const mixedFormat = defineCheck({
  name: "mixed-format",
  run: ({ connections, session }) =>
    connections.flatMap((connection): Draft[] => {
      if (!isEnded(connection) || !isOpened(connection)) return [];
      const found = newcomerOf(connection);
      if (!found) return [];
      const { direction, newFormat } = found;
      const failure = failureOf(connection);
      if (failure === null) return [];
      if (MIXED_BY_DESIGN.has(readConversation(connection).protocol)) return [];
      const about = {
        id: "mixed-format" as const,
        facts: {
          format: nameOf(newFormat.shape),
          verb: direction === "send" ? "sent" : "received",
          before: countOf(newFormat.before, "message"),
        },
        evidence: [
          ...figure("new-format", nameOf(newFormat.shape), undefined, {
            at: newFormat.at,
            ref: { connectionId: connection.id, seq: newFormat.seq },
          }),
          ...figure("other-format-before", newFormat.before),
          ...dropEvidence(connection),
        ],
        since: newFormat.at,
        // Without the body nobody can see what was wrong with it.
        ...(isRecorded(session, connection) ? {} : { needs: "record" as const }),
      };
      return failure === "told"
        ? [draftFor(connection, { ...about, severity: "warning", confidence: 0.7 })]
        : [explainEnd(connection, { ...about, severity: "error", confidence: failure })];
    }),
});

function newcomerOf(connection: Connection) {
  for (const direction of ["send", "receive"] as const) {
    const { newFormat } = connection.traffic[direction];
    if (!newFormat || newFormat.before < MIN_BEFORE) continue;
    if (isNearEnd(connection, newFormat.at, CHOKED_MS)) return { direction, newFormat };
  }
  return null;
}

const isRecorded = ({ documents }: Session, { documentId }: Connection): boolean =>
  documentId !== null && typeof documents.get(documentId)?.bodiesFromSeq === "number";

/** Codes that complain of the data themselves. */
const TOLD = new Set([1002, 1003, 1007, 1011]);

/** How surely it explains the end; "told": a code does so better; null: it was no failure. */
function failureOf(connection: Connection): number | "told" | null {
  const code = connection.end?.code ?? 1005;
  const closer = whoClosed(connection);
  if (closer === "network") return 0.6;
  if (closer !== "server") return null;
  return code === 1008 ? 0.92 : TOLD.has(code) ? "told" : null;
}

const FORMATS = ["a message of unknown format", "binary", "an empty text", "JSON", "JSON", "text"];

/** By `SHAPE_*`. */
const nameOf = (shape: number): string =>
  shape >= SHAPE_DIGIT ? "a text that begins with a digit" : (FORMATS[shape] ?? "text");
