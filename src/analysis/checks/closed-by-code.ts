import type { SizeLimit } from "../../services/service.ts";
import type { Connection } from "../../session/session.ts";
import { formatBytes, formatDuration } from "../../words/words.ts";
import { type Draft, defineCheck, draftByTable, type Ended, eachEnded } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import {
  dropEvidence,
  figure,
  isOpened,
  largestEvidence,
  whoClosed,
} from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import type { Severity } from "../finding.ts";
import type { CauseId } from "../findings.ts";
import { type CloseExplanation, explainClose } from "../knowledge/close-codes.ts";
import { nearestLimit } from "../knowledge/size-limits.ts";
import { readStatedLimit } from "../knowledge/stated-limit.ts";
import { endsAfterMessage, tellMessage } from "../series/ends-after-message.ts";
import type { KindOf, VariantOf } from "../texts/facts-of.ts";

/** Codes that a server sends for one plain reason. What they do not hold is `closed-by-server`. */
export const BY_CODE: Record<number, KindOf<CauseId> & { severity: Severity }> = {
  1000: { id: "closed-normally", severity: "info" },
  1001: { id: "server-restart", severity: "warning", variant: "going-away" },
  1002: { id: "protocol-error", severity: "error" },
  1003: { id: "unsupported-data", severity: "error" },
  1005: { id: "closed-normally", severity: "info" },
  1007: { id: "invalid-payload", severity: "error" },
  1008: { id: "policy-violation", severity: "error" },
  1009: { id: "message-too-big", severity: "error" },
  1011: { id: "server-error", severity: "error" },
  1012: { id: "server-restart", severity: "warning" },
  1013: { id: "server-overloaded", severity: "error" },
  1014: { id: "server-error", severity: "error", variant: "gateway" },
};

/** The server closed first, and its code says why. */
export const closedByCode = defineCheck({
  name: "closed-by-code",
  run: (context) => {
    const afterOf = endsAfterMessage(context.connections);
    return explainEach(context).map((draft) =>
      isUnexplained(draft) ? tellMessage(draft, afterOf.get(draft.subject.id)) : draft,
    );
  },
});

/** Codes that leave open what the server minded, and no word beside them. */
const LEAVES_OPEN = new Set([1000, 1005, 1008, 1011]);

const isUnexplained = ({ connection, id }: Draft): boolean =>
  connection?.end?.reason === "" &&
  (LEAVES_OPEN.has(connection.end.code ?? 0) || id === "closed-by-server");

const explainEach = eachEnded((connection) => {
  const { code } = connection.end;
  if (code === null || !isOpened(connection) || whoClosed(connection) !== "server") return null;
  const told = BY_CODE[code];
  const meaning = explainClose(connection);
  const severity =
    told?.severity ?? (/^(never|after-fix)/.test(meaning.retry) ? "error" : "warning");
  const stated = code === 1009 ? readStatedLimit(connection.end.reason) : null;
  const limit =
    code === 1009 && stated === null
      ? nearestLimit(connection.send.largestBytes, connection)
      : null;
  const ofCode = limit
    ? "named"
    : stated !== null
      ? "stated"
      : code === 1008 && connection.end.reason
        ? "told"
        : code === 1011
          ? errorVariant(connection)
          : undefined;
  const sent = code === 1000 || code === 1005 ? findFirstAsked(connection) : null;
  const { variant = sent ? "answered" : ofCode } = told ?? {
    variant: code >= 3000 ? privateVariant(meaning) : undefined,
  };
  return draftByTable(connection, {
    explains: true,
    id: told?.id ?? "closed-by-server",
    severity,
    confidence: told ? 0.9 : 0.7,
    ...(variant === undefined ? {} : { variant }),
    facts: {
      codeName: meaning.name,
      meaning: `${meaning.meaning.replace(/\.$/, "")}.`,
      whose: meaning.isOwn ? `${meaning.service}: ` : "",
      shared: meaning.sharedBy ?? "",
      advice: meaning.retryAdvice,
      ...(sent ? { sent: quoteSafely(sent.kind), since: formatDuration(sent.sinceMs) } : {}),
      largest: formatBytes(connection.send.largestBytes),
      ...(limit ? sizeFacts(limit) : {}),
      ...(stated === null ? {} : { limit: formatBytes(stated) }),
    },
    evidence: [
      ...dropEvidence(connection),
      ...figure("service", meaning.service),
      ...figure("code-shared-by", meaning.sharedBy),
      ...largestEvidence(connection, "send"),
      ...(limit ? figure("limit-of", limit.bytes, "B", { of: limit.where }) : []),
      ...figure("limit-of", stated, "B", { of: "its own words" }),
    ],
  });
});

/** Reasons that say no more than the code does. */
const SAYS_NOTHING =
  /^(?:an? )?(?:unknown |unexpected |internal |server ){0,3}(?:error|condition)?\W*$/i;

/** What the server says goes before what such servers mostly mean; who sent nothing set nothing off. */
function errorVariant({ end, send }: Connection): VariantOf<"server-error"> | undefined {
  if (!SAYS_NOTHING.test((end?.reason ?? "").slice(0, 80))) return "told";
  return send.count === 0 ? "unprovoked" : undefined;
}

/** 3000, 3003 and 3008 are registered; a service may use them for something of its own all the same. */
const privateVariant = ({ range, isOwn }: CloseExplanation): VariantOf<"closed-by-server"> =>
  range === "registry" && !isOwn ? "registered" : "private";

/** A server that minds the first message leaves soon after it. */
const SOON_MS = 3_000;
/** With more said on either side it is a talk that came to its end. */
const MAX_SENT = 2;
const MAX_RECEIVED = 3;

/** The message right after which the server left, in the first moments of a connection. */
function findFirstAsked(connection: Ended): { kind: string; sinceMs: number } | null {
  const { open, end, send, receive } = connection;
  if (open === null || send.count === 0 || send.count > MAX_SENT) return null;
  if (receive.count > MAX_RECEIVED || end.reason !== "") return null;
  const sent = readConversation(connection).messages.findLast(
    ({ direction, isHeartbeat }) => direction === "send" && !isHeartbeat,
  );
  const sinceMs = sent ? end.at - sent.at : Number.POSITIVE_INFINITY;
  return sent && sinceMs <= SOON_MS ? { kind: sent.kind, sinceMs } : null;
}

const sizeFacts = ({ where, bytes, setting }: SizeLimit) => ({
  owner: where,
  limit: formatBytes(bytes),
  change: setting ? "Raise the limit." : `Nobody can raise the limit of ${where}.`,
  setting: setting ?? "",
});
