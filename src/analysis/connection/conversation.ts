import {
  type Described,
  describeMessage,
  detectProtocol,
  type ProtocolId,
} from "../../decoders/index.ts";
import type { Connection, Sample } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";
import { joinPackets } from "./join-packets.ts";

/** One kept message, read. */
export type Spoken = Described & Pick<Sample, "seq" | "at" | "direction" | "body">;

/** What is known of what was said: the first and the last messages, in their order. */
export type Conversation = {
  protocol: ProtocolId;
  messages: Spoken[];
  /** Whether these are all that were ever received. */
  holdsAllReceived: boolean;
};

/** Several checks ask for the same. */
const readOnce = rememberPerConnection(readNow);

export const readConversation = (connection: Connection): Conversation =>
  readOnce(connection, null);

function readNow(connection: Connection): Conversation {
  const protocol = detectProtocol(connection);
  const bySeq = new Map<number, Sample>();
  for (const sample of [...connection.first, ...connection.last]) bySeq.set(sample.seq, sample);
  const samples = [...bySeq.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
  const received = samples.filter(({ direction }) => direction === "receive").length;
  const whole = protocol === "mqtt" ? joinAround(connection, samples) : samples;
  const messages = whole.map((sample) => ({
    ...describeMessage(protocol, sample.body, sample.direction),
    seq: sample.seq,
    at: sample.at,
    direction: sample.direction,
    body: sample.body,
  }));
  return { protocol, messages, holdsAllReceived: received >= connection.receive.count };
}

/** Between the first and the last messages others may be missing; no packet goes across the gap. */
function joinAround({ first, send, receive }: Connection, samples: Sample[]): Sample[] {
  const hasGap = samples.length < send.count + receive.count;
  return hasGap
    ? [...joinPackets(samples.slice(0, first.length)), ...joinPackets(samples.slice(first.length))]
    : joinPackets(samples);
}

/** When the end began: at the page's `close()` where it had called it, else with the end itself. */
export const endBeganAt = ({ end, closing }: Connection): number | null =>
  end === null ? null : closing !== null && closing.at <= end.at ? closing.at : end.at;

/** Whether something happened so shortly before the end, or at it. */
export const isNearEnd = (connection: Connection, at: number, withinMs: number): boolean => {
  const beganAt = endBeganAt(connection);
  return beganAt !== null && Math.abs(beganAt - at) <= withinMs;
};

/**
 * What the other side said shortly before the end, latest first, as long as nothing but heartbeats
 * came after it: what was followed by other messages was not the reason.
 */
export function lastWords(connection: Connection, withinMs: number): Spoken[] {
  const beganAt = endBeganAt(connection);
  if (beganAt === null) return [];
  const received = readConversation(connection).messages.filter(
    ({ direction, isHeartbeat }) => direction === "receive" && !isHeartbeat,
  );
  return received
    .slice(-MAX_LAST_WORDS)
    .filter(({ at }) => beganAt - at <= withinMs)
    .reverse();
}

/** An error, a farewell, and one message that was under way already. */
const MAX_LAST_WORDS = 3;
