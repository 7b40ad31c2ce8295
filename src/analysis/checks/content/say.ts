import { nameProtocol, type ProtocolId, type SpokenError } from "../../../decoders/index.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import type { Spoken } from "../../connection/conversation.ts";
import { ageMs, figure, whoClosed } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import type { Evidence } from "../../finding.ts";

/** "code: message", as far as each is there and says something of its own. */
export function sayError({ code, message }: SpokenError): string {
  const words = quoteSafely(message);
  if (code === null || words.includes(code)) return words;
  return words === "" || words === code ? quoteSafely(code) : `${quoteSafely(code)}: ${words}`;
}

/** How it went on: the rest of a title. `client`: who is to be named where the page closed. */
export function sayEnding(connection: Connection, client = "the page"): string {
  const { end } = connection;
  if (!end) return "";
  const after = `after ${formatDuration(ageMs(connection) ?? Number.NaN)}`;
  switch (whoClosed(connection)) {
    case "server":
      return `, then closed with ${end.code ?? "no code"} ${after}`;
    case "page":
      return `, and ${client} closed the connection ${after}`;
    case "network":
      return `, and the connection broke ${after}`;
    default:
      return "";
  }
}

/** A place in the record that a piece of evidence leads to. */
export const placeOf = ({ id }: Connection, { seq, at }: Spoken) => ({
  at,
  ref: { connectionId: id, seq },
});

export const errorEvidence = (
  connection: Connection,
  message: Spoken,
  error: SpokenError,
): Evidence[] => [
  ...figure("spoken-error", sayError(error), undefined, placeOf(connection, message)),
  ...figure("asks-to-wait", error.retryAfterMs, "ms"),
];

export const sayWait = (retryAfterMs: number | null): string =>
  retryAfterMs === null ? "" : `; it asks to wait ${formatDuration(retryAfterMs)}`;

/** The protocol's name, and how the server told what it told. */
export const sayProtocol = (protocol: ProtocolId) => ({
  protocol: protocol === "plain" ? "the service's own protocol" : nameProtocol(protocol),
  told:
    protocol === "plain"
      ? "The server said so in a message."
      : `The server said so in a message of ${nameProtocol(protocol)}.`,
});
