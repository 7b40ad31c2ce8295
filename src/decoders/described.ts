import type { ServiceName } from "../services/services.ts";

/** What a body says, for a row of messages and for the checks alike. */
export type Described = {
  /** What the protocol calls it: "event", "ping", "CONNACK". */
  kind: string;
  /** One line. It quotes the page's text, so it is never markup. */
  summary: string;
  isHeartbeat: boolean;
  isError: boolean;
  error?: SpokenError;
  /** The other side says that the connection is about to end. */
  farewell?: Farewell;
  /** The application's own handshake is done with this message. */
  isReady?: true;
};

/** An error that the application put into a message. */
export type SpokenError = {
  /** Its code or its type, as it is written; null where it has none. */
  code: string | null;
  message: string;
  retryAfterMs: number | null;
};

export type Farewell = {
  /** Who speaks so, and the word that stands for it among the signals of its row. */
  service: ServiceName;
  signal: string;
  /** The sender's own words; empty where it gave none. */
  text: string;
  /** Whether the sender invites the client back; null where it does not say. */
  reconnect: boolean | null;
};

export type Body = string | Uint8Array;
export type Direction = "send" | "receive";

const MAX_SUMMARY = 200;

/** A text short enough for one row. */
export const clip = (text: string, max = MAX_SUMMARY): string =>
  text.length > max ? `${text.slice(0, max)}…` : text;

type Extra = Partial<Omit<Described, "kind" | "summary">>;

export const describe = (kind: string, summary: string, extra: Extra = {}): Described => ({
  kind,
  summary: clip(summary),
  isHeartbeat: false,
  isError: extra.error !== undefined,
  ...extra,
});

export const describeHeartbeat = (kind: string, summary = kind): Described =>
  describe(kind, summary, { isHeartbeat: true });

/** "code: message", with what there is of them. */
const errorLine = ({ code, message }: SpokenError): string =>
  code === null || message === code ? message : message === "" ? code : `${code}: ${message}`;

export const describeError = (kind: string, error: SpokenError, extra: Extra = {}): Described =>
  describe(kind, errorLine(error), { ...extra, error });

/** Of several parts in one message the most telling; a heartbeat among data must not hide the data. */
export function tellOne(described: readonly Described[]): Described | null {
  const told =
    described.find(({ farewell, isError }) => farewell || isError) ??
    described.find(({ isHeartbeat }) => !isHeartbeat) ??
    described[0];
  if (!told) return null;
  const more = described.length > 1 ? ` (and ${described.length - 1} more)` : "";
  return { ...told, summary: told.summary + more };
}
