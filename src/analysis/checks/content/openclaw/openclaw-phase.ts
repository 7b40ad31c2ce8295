import type { SpokenError } from "../../../../decoders/index.ts";
import { readObject } from "../../../../decoders/read-json.ts";
import type { Connection } from "../../../../session/session.ts";
import { endBeganAt, readConversation, type Spoken } from "../../../connection/conversation.ts";

/** How far the opening of an OpenClaw connection came: challenge, connect, answer, hello-ok. */
export type OpenClawPhase = {
  phase: "nothing-said" | "challenged" | "connect-sent" | "refused" | "ready";
  /** The last message that the page sent before the end. */
  lastSent: Spoken | null;
  /** The answer `ok: false`, whose error says more than the close reason. */
  refusal: (Spoken & { error: SpokenError }) | null;
  /** From the open to the end, or to the page's close(). */
  openMs: number;
  /** From the page's last message to the end; null where it sent none. */
  sinceSentMs: number | null;
};

/** Null where the other side is no OpenClaw gateway, as far as its messages tell. */
export function readPhase(connection: Connection): OpenClawPhase | null {
  const { protocol, messages, holdsAllReceived } = readConversation(connection);
  const beganAt = endBeganAt(connection);
  if (protocol !== "openclaw" || beganAt === null) return null;
  const sent = messages.filter(({ direction }) => direction === "send");
  const received = messages.filter(({ direction }) => direction === "receive");
  const lastSent = sent.at(-1) ?? null;
  const isReady =
    received.some(({ kind }) => kind === "hello-ok" || kind === "tick") ||
    // Before hello-ok only the challenge and one answer come; so many messages came after it.
    !holdsAllReceived;
  const refusal = received.findLast(isRefusal) ?? null;
  return {
    phase: isReady ? "ready" : refusal ? "refused" : phaseBefore(sent, received),
    lastSent,
    refusal: isReady ? null : refusal,
    openMs: beganAt - (connection.open?.at ?? connection.createdAt),
    sinceSentMs: lastSent === null ? null : beganAt - lastSent.at,
  };
}

const isRefusal = (message: Spoken): message is Spoken & { error: SpokenError } =>
  message.kind === "res" && message.error !== undefined;

function phaseBefore(sent: Spoken[], received: Spoken[]) {
  if (sent.length > 0) return "connect-sent";
  return received.some(({ kind }) => kind === "connect.challenge") ? "challenged" : "nothing-said";
}

/** Whether a message is one that the gateway can parse: a JSON object in text. */
export const isReadable = ({ body }: Spoken): boolean =>
  typeof body === "string" && readObject(body) !== null;

export const PHASE_WORDS: Record<OpenClawPhase["phase"], string> = {
  "nothing-said": "not even the gateway's challenge came",
  challenged: "the page never answered the challenge",
  "connect-sent": "the page's first message got no answer",
  refused: "the gateway refused the page's connect",
  ready: "the opening was complete",
};
