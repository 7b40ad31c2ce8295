import type { Masker } from "../../secrets/masker.ts";
import type { ServerLogs } from "../schema/server-logs-schema.ts";
import { applyMasking, type Masking } from "./masking.ts";

const PLACE = "server log";
const prose = (text: string, masker: Masker) => masker.prose(text, PLACE);
/** As in the session: equal ids stay equal. */
const id = (text: string, masker: Masker) => masker.text(text, "id");

const SERVER_LOGS: Masking<ServerLogs> = {
  logs: { each: { name: prose, server: prose, formats: { each: { name: prose } } } },
  paths: {
    each: {
      connectionId: id,
      hops: {
        each: {
          server: prose,
          logs: { each: prose },
          upstream: prose,
          reason: prose,
          cause: { kind: prose, sign: prose, words: prose },
        },
      },
    },
  },
  absent: { each: { connectionId: id, logs: { each: prose } } },
  errors: { each: { connectionId: id, lines: { each: { log: prose, text: prose } } } },
};

export const redactServerLogs = (logs: ServerLogs, masker: Masker): ServerLogs =>
  applyMasking(logs, SERVER_LOGS, masker);
