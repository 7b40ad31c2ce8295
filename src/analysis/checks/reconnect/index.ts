import type { Check } from "../../check.ts";
import { fellBackToPolling } from "./fell-back-to-polling.ts";
import { flapping } from "./flapping.ts";
import { flappingUnseen } from "./flapping-unseen.ts";
import { gaveUp } from "./gave-up.ts";
import { leakedSockets } from "./leaked-sockets.ts";
import { noBackoff } from "./no-backoff.ts";
import { noJitter } from "./no-jitter.ts";
import { pageChurn } from "./page-churn.ts";
import { reconnectStorm } from "./reconnect-storm.ts";
import { retryHopeless } from "./retry-hopeless.ts";
import { retryTooSoon } from "./retry-too-soon.ts";
import { thunderingHerd } from "./thundering-herd.ts";

/** How a page comes back, or does not. */
export const RECONNECT_CHECKS: readonly Check[] = [
  reconnectStorm,
  noBackoff,
  noJitter,
  thunderingHerd,
  retryHopeless,
  retryTooSoon,
  flapping,
  flappingUnseen,
  pageChurn,
  leakedSockets,
  gaveUp,
  fellBackToPolling,
];
