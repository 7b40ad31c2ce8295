import type { Check } from "../../check.ts";
import { announcedEnd } from "./announced-end.ts";
import { answersInPieces } from "./answers-in-pieces.ts";
import { dialects } from "./dialects.ts";
import { insecureTransport } from "./insecure-transport.ts";
import { sentAfterClose, sentBeforeOpen } from "./lost-sends.ts";
import { malformedJson } from "./malformed-json.ts";
import { mixedFormat } from "./mixed-format.ts";
import { neverReady } from "./never-ready.ts";
import { openClaw } from "./openclaw/openclaw.ts";
import { otherModel } from "./other-model.ts";
import { pageWatchdog } from "./page-watchdog.ts";
import { requestsFailing } from "./requests-failing.ts";
import { secretInPage } from "./secret-in-page.ts";
import { secretInUrl } from "./secret-in-url.ts";
import { sessionOver } from "./session-over.ts";
import { spokenErrors } from "./spoken-errors.ts";
import { subprotocol } from "./subprotocol.ts";
import { tokenExpired } from "./token-expired.ts";
import { tokenExpiring } from "./token-expiring.ts";
import { tooBig } from "./too-big.ts";

/** What was said and sent, and with which credentials; the more exact before the more general. */
export const CONTENT_CHECKS: readonly Check[] = [
  openClaw,
  dialects,
  tokenExpired,
  announcedEnd,
  sessionOver,
  spokenErrors,
  requestsFailing,
  answersInPieces,
  otherModel,
  pageWatchdog,
  neverReady,
  subprotocol,
  tooBig,
  malformedJson,
  mixedFormat,
  sentAfterClose,
  sentBeforeOpen,
  secretInUrl,
  secretInPage,
  tokenExpiring,
  insecureTransport,
];
