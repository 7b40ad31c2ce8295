import type { Check } from "../check.ts";
import { abnormalClosure } from "./abnormal-closure.ts";
import { closedByCode } from "./closed-by-code.ts";
import { closedByPage } from "./closed-by-page.ts";
import { closedByWords } from "./closed-by-words.ts";
import { CONTENT_CHECKS } from "./content/index.ts";
import { handshake } from "./handshake.ts";
import { handshakeBlocked } from "./handshake-blocked.ts";
import { handshakeQueued } from "./handshake-queued.ts";
import { handshakeTimeout } from "./handshake-timeout.ts";
import { invalidUrl } from "./invalid-url.ts";
import { pageForged } from "./page-forged.ts";
import { pageGone } from "./page-gone.ts";
import { pageSuspended } from "./page-suspended.ts";
import { RECONNECT_CHECKS } from "./reconnect/index.ts";
import { recordingIncomplete } from "./recording-incomplete.ts";
import { serverRestart } from "./server-restart.ts";
import { SILENCE_CHECKS } from "./silence/index.ts";
import { takenOver } from "./taken-over.ts";
import { tooManySockets } from "./too-many-sockets.ts";

/** Every check. Where two are equally sure of why a connection ended, the earlier one is believed. */
export const CHECKS: readonly Check[] = [
  handshakeBlocked,
  invalidUrl,
  tooManySockets,
  handshake,
  handshakeTimeout,
  handshakeQueued,
  pageGone,
  closedByPage,
  closedByWords,
  closedByCode,
  pageSuspended,
  serverRestart,
  takenOver,
  ...SILENCE_CHECKS,
  ...CONTENT_CHECKS,
  abnormalClosure,
  ...RECONNECT_CHECKS,
  pageForged,
  recordingIncomplete,
];
