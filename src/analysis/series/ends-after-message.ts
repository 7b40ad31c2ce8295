/** Ends that come right after a message of the page's, each time after one of the same kind. */

import type { ServiceName } from "../../services/services.ts";
import { largestOf } from "../../session/extremes.ts";
import type { Connection } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";
import { type Draft, type Ended, isEnded } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import { figure, isOpened, whoClosed } from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import { speakerOf } from "../connection/services.ts";
import { groupByEndpoint } from "./endpoint-groups.ts";

/** Whoever fails at a message does so at once. */
const AT_ONCE_MS = 1_000;
/** A page that talks all the time has always just said something. */
const MAX_SENT = 20;
/** A goodbye says that somebody wanted it; a line that breaks may do so at any message. */
const TIMES = { server: 2, network: 3 };

export type AfterMessage = {
  kind: string;
  times: number;
  /** The longest of them. */
  withinMs: number;
};

/** Two checks ask for the same in one diagnosis. */
const known = new WeakMap<readonly Connection[], ReadonlyMap<string, AfterMessage>>();

/** By the connection's id. */
export function endsAfterMessage(
  connections: readonly Connection[],
): ReadonlyMap<string, AfterMessage> {
  const found = known.get(connections) ?? findAll(connections);
  known.set(connections, found);
  return found;
}

function findAll(connections: readonly Connection[]): ReadonlyMap<string, AfterMessage> {
  const found = new Map<string, AfterMessage>();
  for (const group of groupByEndpoint(connections)) {
    const byKind = new Map<string, { connection: Ended; afterMs: number }[]>();
    for (const connection of group.connections) {
      const last = isEnded(connection) ? lastAsked(connection) : null;
      if (!isEnded(connection) || !last) continue;
      const ends = byKind.get(last.kind) ?? [];
      byKind.set(last.kind, ends);
      ends.push({ connection, afterMs: last.afterMs });
    }
    for (const [kind, ends] of byKind) {
      const closers = ends.map(({ connection }) => whoClosed(connection));
      const least = closers.includes("network") ? TIMES.network : TIMES.server;
      if (ends.length < least) continue;
      const withinMs = largestOf(ends.map(({ afterMs }) => afterMs));
      for (const { connection } of ends) {
        found.set(connection.id, { kind, times: ends.length, withinMs });
      }
    }
  }
  return found;
}

/** The page's last word, where nothing came after it but the end, and it had not said such a thing before. */
function lastAsked(connection: Ended): { kind: string; afterMs: number } | null {
  const { end, send, lastMessage } = connection;
  const closer = whoClosed(connection);
  if (!isOpened(connection) || (closer !== "server" && closer !== "network")) return null;
  if (lastMessage?.direction !== "send" || send.count > MAX_SENT) return null;
  if (end.at - lastMessage.at > AT_ONCE_MS) return null;
  const { messages } = readConversation(connection);
  const last = messages.at(-1);
  if (last?.direction !== "send" || last.isHeartbeat) return null;
  const alike = messages.filter(
    ({ direction, kind }) => direction === "send" && kind === last.kind,
  );
  return alike.length === 1 ? { kind: last.kind, afterMs: Math.max(0, end.at - last.at) } : null;
}

/** What such an end mostly means there. */
const MEANS: Partial<Record<ServiceName, string>> = {
  // Azure/azure-webpubsub#432, #184: the service passes messages of clients on to an event handler, and has none.
  "azure-web-pubsub":
    "Azure Web PubSub does so where the hub has no event handler for messages of clients: add one, or use its JSON subprotocol.",
};
const UNNAMED = new Set(["text", "binary", "object", "array"]);

/** Says so before whatever else a finding that knows no cause would say first. */
export function tellMessage(draft: Draft, found: AfterMessage | undefined): Draft {
  const { connection } = draft;
  if (!found || !connection) return draft;
  const { kind, times, withinMs } = found;
  const named = UNNAMED.has(kind) ? "" : ` “${quoteSafely(kind)}”`;
  const speaker = speakerOf(connection);
  const means = [
    connection.traffic.talk.isResumed
      ? "With it the page wanted to go on with an earlier session: where the server no longer has that one, only a new login helps."
      : "",
    (speaker && MEANS[speaker]) ?? "",
  ];
  const cause = [
    `The server ends the connection at the page's message${named}: ${times} times it was over within ${formatDuration(withinMs)} of it, and no answer came. It refuses that message, or fails at it.`,
    ...means,
  ];
  return {
    ...draft,
    causes: [cause.filter((part) => part !== "").join(" "), ...(draft.causes ?? [])],
    besides: {
      causes: draft.besides?.causes ?? [],
      fixes: [
        ...(draft.besides?.fixes ?? []),
        {
          role: "server",
          text: "Look in the server's log at what it does with that message, and let it answer with an error, or close with a code and a reason.",
        },
      ],
    },
    evidence: [...draft.evidence, ...figure("ended-alike", times), ...figure("message-kind", kind)],
  };
}
