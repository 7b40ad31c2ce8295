import type { Connection } from "../../session/session.ts";
import { explainClose } from "../knowledge/close-codes.ts";
import { rememberPerConnection } from "../remember.ts";
import { type Reading, readSpoken, readWords, type Topic } from "../spoken/read-spoken.ts";
import { isOpened } from "./evidence.ts";
import { whoClosed } from "./who-closed.ts";

/** What the reason of the server's close is about, whatever the code; null where it says nothing known. */
export const readToldReason = (connection: Connection): Reading | null =>
  readOnce(connection, null);

const readOnce = rememberPerConnection((connection: Connection): Reading | null => {
  const reason = connection.end?.reason ?? "";
  if (reason === "" || !isOpened(connection) || whoClosed(connection) !== "server") return null;
  const reading = readSpoken(reason);
  // What the recognised service documents for its own code is surer than vague words.
  if (!reading || !isDocumented(connection)) return reading;
  return reading.isVague ? null : (readDocumented(connection, reading) ?? reading);
});

/** A service that closes for a silence may have waited for something of its own. */
const SILENCES = new Set<Topic>(["idle", "heartbeat", "timeout"]);

/** "Connection unused" is only the name of a code, whose documentation says what was not done. */
function readDocumented(connection: Connection, { topic }: Reading): Reading | null {
  const { name, meaning } = explainClose(connection);
  const isName = connection.end?.reason.trim().toLowerCase() === name.toLowerCase();
  return isName && SILENCES.has(topic) ? readWords(meaning) : null;
}

/** The recognised service says itself what it means by the code. */
export const isDocumented = (connection: Connection): boolean => {
  return explainClose(connection).isOwn;
};
