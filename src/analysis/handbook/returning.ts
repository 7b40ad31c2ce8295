import { formatDuration } from "../../words/words.ts";
import { STABLE_MS } from "../checks/reconnect/describe-series.ts";
import { FLAPS_IN_A_ROW, MIN_GOODBYES, SHORT_LIFE_MS } from "../checks/reconnect/flapping.ts";
import { NOTICE_MS, OVERDUE_MS, PATIENCE_MS } from "../checks/reconnect/gave-up.ts";
import { MIN_LEAKS, OVERLAP_MS } from "../checks/reconnect/leaked-sockets.ts";
import {
  FIXED_VARIATION,
  GROWN,
  MAX_DELAY_MS,
  MIN_DELAYS as MIN_FIXED,
  MIN_LATE,
} from "../checks/reconnect/no-backoff.ts";
import { AGREE, MIN_ON_CURVE } from "../checks/reconnect/no-jitter.ts";
import { MIN_IN_A_ROW as CHURN_IN_A_ROW, MAX_LIFE_MS } from "../checks/reconnect/page-churn.ts";
import { HOPELESS_IN_A_ROW, RETRIES_MS } from "../checks/reconnect/retry-hopeless.ts";
import { MIN_TOO_SOON } from "../checks/reconnect/retry-too-soon.ts";
import {
  FAST_MS,
  FEW_ATTEMPTS,
  MIN_PER_MINUTE,
  STANDS_MS,
  TIMES_GOOD,
} from "../checks/reconnect/storm-pace.ts";
import {
  BACK_WITHIN_MS,
  LOST_WITHIN_MS,
  MIN_HERDS,
  MIN_SOCKETS,
} from "../checks/reconnect/thundering-herd.ts";
import type { Judged } from "./judged.ts";

const WAITS =
  "Waits while the tab was hidden or frozen, the computer slept or the browser itself held the attempt back say little of the page and are left out.";

/** How a page comes back, or does not. */
export const RETURNING = {
  "reconnect-storm": {
    how: `At least ${FEW_ATTEMPTS} attempts in a row, with no connection between them that held ${formatDuration(STABLE_MS)}: one every ${formatDuration(FAST_MS)} or faster, or ${MIN_PER_MINUTE} a minute over ${formatDuration(STANDS_MS)} or longer, their lives included. Waits that vary must also make over ${TIMES_GOOD} times as many attempts as a good policy. A person who presses reload makes fewer, and so does a backoff that is quick at first.`,
    limits: "One client is seen; what all clients together do to the server is an estimate.",
  },
  "page-churn": {
    how: `The page itself closed ${CHURN_IN_A_ROW} working sockets in a row or more, none older than ${formatDuration(MAX_LIFE_MS)}, and opened the next one at once. It may replace a connection now and then; what lived longer was of some use.`,
    limits:
      "A page that uses a socket for one question and its answer looks much the same, and takes more of them.",
  },
  "no-backoff": {
    how: `At least ${MIN_FIXED} waits of less than ${formatDuration(MAX_DELAY_MS)} that vary by less than ${FIXED_VARIATION * 100} %, or none at all; or waits that vary, of which ${MIN_LATE} or more late in a row are on average no longer than ${GROWN} times the first ones after a loss. From ${formatDuration(MAX_DELAY_MS)} on a fixed wait spares the server well enough.`,
    limits: WAITS,
  },
  "no-jitter": {
    how: `At least ${MIN_ON_CURVE} waits on one growing curve within ${AGREE * 100} %, and none beside it but one in eight that is odd and the first ones at a cap: the least jitter that spreads clients at all is some per cent.`,
    limits: `${WAITS} A client whose first wait is drawn once for each page load is recognised only by its library.`,
  },
  "thundering-herd": {
    how: `At least ${MIN_SOCKETS} sockets to one host were lost within ${formatDuration(LOST_WITHIN_MS)} and came back within ${formatDuration(BACK_WITHIN_MS)}, ${MIN_HERDS} times or more. Jitter worth the name spreads them further.`,
    limits:
      "Other tabs of the site count where they are watched, too; other browsers are not seen.",
  },
  "retry-hopeless": {
    how: `The same answer that stays the same until somebody changes something (401, 403, 404, 410, 1008, 3000, a spent quota, a documented “never”) came ${HOPELESS_IN_A_ROW} times in a row, each tried again within ${formatDuration(RETRIES_MS)}: one retry with a fresh token is right, from the second on nothing has changed. Or the page came back sooner than the server had asked, ${MIN_TOO_SOON} times or more.`,
    limits: "New credentials in a header, a cookie or a message are not seen as new.",
  },
  flapping: {
    how: `${FLAPS_IN_A_ROW} connections in a row (${MIN_GOODBYES} where they end in good order, which may be meant) opened and were lost within ${formatDuration(SHORT_LIFE_MS)}, which is long enough to log in and fail, and too short to be of use.`,
    limits: "Why they were lost is told of each connection, and not here.",
  },
  "leaked-sockets": {
    how: `The same line of the page's code opened ${MIN_LEAKS} sockets or more while its old one still lived, for over ${formatDuration(OVERLAP_MS)} and without sending on it: a socket that takes over needs some seconds at most.`,
    limits: "A page may mean to keep several; that they send nothing is what speaks against it.",
  },
  "gave-up": {
    how: `The last end of a connection that had been of use was one that passes (a restart, an overload, a break of the line), and no attempt followed for ${formatDuration(NOTICE_MS)} and for longer than its next wait can be, with the page shown, online and awake all the time. That is a remark; it is a warning from ${formatDuration(OVERDUE_MS)} on where its waits follow a rule, and from ${formatDuration(PATIENCE_MS)} on where they do not.`,
    limits:
      "A page may not need the connection any more, and may have gone on with another transport.",
  },
  "fell-back-to-polling": {
    how: "The WebSocket of a library that can do without (Socket.IO's upgrade, SignalR) failed, and no other one followed.",
    limits:
      "The HTTP requests that it goes on with are seen only while DevTools is open, or in a file; without them, that it does is concluded.",
  },
} as const satisfies Record<string, Judged>;
