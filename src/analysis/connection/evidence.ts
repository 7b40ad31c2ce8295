import { maskWords } from "../../secrets/secret-words.ts";
import type { Connection, Sample } from "../../session/session.ts";
import type { Evidence } from "../finding.ts";
import { closeCodeName } from "../knowledge/close-codes.ts";
import { rememberPerConnection } from "../remember.ts";
import { type EvidenceKind, evidenceLabel } from "../texts/evidence-labels.ts";
import { logWindow } from "./log-window.ts";
import { isOpened, isUntold } from "./opened.ts";
import { type Closer, whoClosed } from "./who-closed.ts";

export { isOpened, isUntold, whoClosed };

/**
 * One piece of evidence, or none where the value is not known: `…figure("age", null)` adds nothing.
 * What each kind is called stands in `texts/evidence-labels.ts`.
 */
export function figure(
  is: EvidenceKind,
  value: number | string | null | undefined,
  unit?: string,
  rest?: { of?: string; at?: number | null; ref?: Evidence["ref"] },
): Evidence[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "number" && !Number.isFinite(value)) return [];
  const evidence: Evidence = { is, label: evidenceLabel(is, rest?.of), value };
  if (rest?.of !== undefined) evidence.of = rest.of;
  if (unit !== undefined) evidence.unit = unit;
  if (typeof rest?.at === "number" && Number.isFinite(rest.at)) evidence.at = rest.at;
  if (rest?.ref) evidence.ref = rest.ref;
  return [evidence];
}

const between = (from: number | null | undefined, to: number | null | undefined) => {
  if (typeof from !== "number" || typeof to !== "number") return null;
  const ms = to - from;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

/** From open to the end. */
export const ageMs = ({ open, createdAt, end }: Connection): number | null =>
  between(open?.at ?? createdAt, end?.at);

/** From construction to open or to the end, whichever came. */
export const connectingMs = ({ createdAt, open, end }: Connection): number | null =>
  between(createdAt, open?.at ?? end?.at);

/** How long nothing had gone either way when it ended. */
export const idleMs = ({ open, lastMessage, end }: Connection): number | null =>
  between(lastMessage?.at ?? open?.at, end?.at);

const CLOSERS: Record<Closer, string> = {
  page: "the page",
  server: "the server",
  network: "nobody: the connection broke",
  document: "the browser, as the page went away",
  process: "the browser, as the page's process ended",
  unseen: "not seen",
};

/** The message's place in the record, where it is known. */
const refOf = (connectionId: string, samples: readonly Sample[], at: number) => {
  const sample = samples.findLast((candidate) => candidate.at === at);
  return sample ? { connectionId, seq: sample.seq } : undefined;
};

const refRest = (connection: Connection, at: number) => {
  const ref = refOf(connection.id, [...connection.first, ...connection.last], at);
  return ref ? { at, ref } : { at };
};

/** What is to be said of the end of any connection that had opened: several checks say it. */
export const dropEvidence = (connection: Connection): Evidence[] => dropOnce(connection, null);

const dropOnce = rememberPerConnection((connection: Connection): Evidence[] => {
  const { end, closing, lastMessage, send, receive, handshake, open } = connection;
  const code = end?.code ?? null;
  const closer = whoClosed(connection);
  return [
    ...figure(
      "close-code",
      code === null || !Number.isFinite(code) ? null : `${code} ${closeCodeName(code)}`,
      undefined,
      {
        at: end?.at ?? null,
      },
    ),
    ...figure("close-reason", maskWords(end?.reason ?? ""), undefined, { at: end?.at ?? null }),
    ...figure("closed-first-by", closer === null ? null : CLOSERS[closer], undefined, {
      at: (closer === "page" ? closing?.at : end?.at) ?? null,
    }),
    ...(closing === null ? [] : requestedCode(connection, closing)),
    ...figure("age", open === null ? null : ageMs(connection), "ms"),
    ...figure("idle", open === null ? null : idleMs(connection), "ms"),
    ...(lastMessage === null
      ? figure("last-message", open === null ? null : "none")
      : figure(
          "last-message",
          lastMessage.direction === "send" ? "sent" : "received",
          undefined,
          refRest(connection, lastMessage.at),
        )),
    ...figure("messages-sent", send.count),
    ...figure("messages-received", receive.count),
    ...figure("handshake-status", handshake?.status, undefined, {
      at: handshake?.at ?? null,
    }),
    // What the page did by itself is in nobody else's log.
    ...(closer === "server" || closer === "network" ? logEvidence(connection) : []),
  ];
});

/** Where to look in the server's or the proxy's log. */
export function logEvidence(connection: Connection): Evidence[] {
  const window = logWindow(connection);
  if (!window) return [];
  const { from, until, durationMs, ids } = window;
  return [
    ...figure("log-window", until === null ? `${from} UTC` : `${from} to ${until} UTC`),
    ...figure("log-duration", durationMs === null ? null : Math.round(durationMs), "ms"),
    ...ids.flatMap(({ name, value }) => figure("log-id", value, undefined, { of: name })),
  ];
}

function requestedCode(
  { end }: Connection,
  closing: NonNullable<Connection["closing"]>,
): Evidence[] {
  return [
    ...figure("asked-code", closing.code ?? "no code", undefined, {
      at: closing.at,
    }),
    ...figure("asked-reason", maskWords(closing.reason ?? ""), undefined, { at: closing.at }),
    ...figure("close-call-to-end", between(closing.at, end?.at), "ms"),
  ];
}

/** The largest message of one direction, with its place where it is known. */
export const largestEvidence = (
  connection: Connection,
  direction: "send" | "receive",
): Evidence[] => {
  const tally = connection[direction];
  if (tally.largestBytes === 0) return [];
  return figure(
    direction === "send" ? "largest-sent" : "largest-received",
    tally.largestBytes,
    "B",
    tally.largestAt === null ? undefined : refRest(connection, tally.largestAt),
  );
};
