import type { Check } from "../../check.ts";
import { backpressure } from "./backpressure.ts";
import { clientSilent } from "./client-silent.ts";
import { closeHung } from "./close-hung.ts";
import { heartbeatMissed } from "./heartbeat-missed.ts";
import { heartbeatUnanswered } from "./heartbeat-unanswered.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { immediateDisconnect } from "./immediate-disconnect.ts";
import { lifetimeLimit } from "./lifetime-limit.ts";
import { loginMissing } from "./login-missing.ts";
import { networkLost } from "./network-lost.ts";
import { noHeartbeat } from "./no-heartbeat.ts";
import { noisyHelper } from "./noisy-helper.ts";
import { notReady } from "./not-ready.ts";
import { pingUnanswered } from "./ping-unanswered.ts";
import { responseTimeout } from "./response-timeout.ts";
import { slowHandshake } from "./slow-handshake.ts";
import { slowReady } from "./slow-ready.ts";
import { slowResponses } from "./slow-responses.ts";

/** What silence and time tell. */
export const SILENCE_CHECKS: readonly Check[] = [
  networkLost,
  heartbeatMissed,
  heartbeatUnanswered,
  clientSilent,
  pingUnanswered,
  idleTimeout,
  lifetimeLimit,
  notReady,
  loginMissing,
  immediateDisconnect,
  responseTimeout,
  closeHung,
  noHeartbeat,
  noisyHelper,
  slowHandshake,
  slowReady,
  slowResponses,
  backpressure,
];
