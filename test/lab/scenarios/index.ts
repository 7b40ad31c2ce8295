import type { Scenario } from "../scenario.ts";
import { healthyChat } from "./healthy-chat.ts";
import { healthySocketIo } from "./healthy-socket-io.ts";
import { messageTooBig } from "./message-too-big.ts";
import { nginxIdleCut } from "./nginx-idle-cut.ts";
import { notWebSocket } from "./not-websocket.ts";
import { pageCloses } from "./page-closes.ts";
import { refused } from "./refused.ts";
import { restart } from "./restart.ts";
import { selfSigned } from "./self-signed.ts";
import { storm } from "./storm.ts";
import { unauthorized } from "./unauthorized.ts";
import { wrongPath } from "./wrong-path.ts";

export const scenarios: Scenario[] = [
  refused,
  unauthorized,
  wrongPath,
  notWebSocket,
  selfSigned,
  nginxIdleCut,
  restart,
  messageTooBig,
  pageCloses,
  storm,
  healthyChat,
  healthySocketIo,
];
