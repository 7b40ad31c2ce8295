import type { ServiceName } from "../services/services.ts";
import type { Farewell } from "./described.ts";
import { firstWord, isObject, type JsonObject } from "./read-json.ts";

/** Services that announce the end in JSON of their own. The words are those of their signals. */
const ANNOUNCEMENTS: ((value: JsonObject) => Farewell | null)[] = [
  ({ type, reason, debug_info }) =>
    type === "disconnect" && debug_info !== undefined
      ? farewell(
          "slack-socket-mode",
          firstWord(reason) ?? "disconnect",
          reason,
          // Only where Slack moves the client; a limit or a switch of the app's invites nobody.
          reason === "warning" || reason === "refresh_requested" ? true : null,
        )
      : null,
  ({ type, message }) =>
    type === "auth_invalid" ? farewell("home-assistant", "auth_invalid", message, false) : null,
  ({ e }) => (e === "serverShutdown" ? farewell("binance", "serverShutdown", "", true) : null),
  ({ metadata, payload }) =>
    isObject(metadata) && metadata.message_type === "session_reconnect"
      ? farewell("twitch-eventsub", "session_reconnect", isObject(payload) ? "" : payload, true)
      : null,
  ({ goAway }) =>
    isObject(goAway)
      ? farewell("gemini-live", "goAway", firstWord(goAway.timeLeft) ?? "", true)
      : null,
];

const farewell = (
  service: ServiceName,
  signal: string,
  text: unknown,
  reconnect: boolean | null,
): Farewell => ({ service, signal, text: firstWord(text) ?? "", reconnect });

export function readFarewell(value: JsonObject): Farewell | null {
  for (const announce of ANNOUNCEMENTS) {
    const found = announce(value);
    if (found) return found;
  }
  return null;
}
