import type { Connection, Session } from "../../../session/session.ts";
import { type Check, type Context, connectionSubject, type Ended, isEnded } from "../../check.ts";
import { isOpened } from "../../connection/evidence.ts";
import type { FindingId } from "../../finding.ts";
import { rememberPerConnection } from "../../remember.ts";
import { uptimeMs } from "../../series/series.ts";
import { settlePrimaries } from "../../settle.ts";
import { closedByCode } from "../closed-by-code.ts";
import { closedByPage } from "../closed-by-page.ts";
import { closedByWords } from "../closed-by-words.ts";
import { announcedEnd } from "../content/announced-end.ts";
import { openClaw } from "../content/openclaw/openclaw.ts";
import { sessionOver } from "../content/session-over.ts";
import { spokenErrors } from "../content/spoken-errors.ts";
import { tokenExpired } from "../content/token-expired.ts";
import { STABLE_MS } from "./describe-series.ts";

/** Who explains an end by credentials or limits, and who knows better. */
const JUDGES: readonly Check[] = [
  closedByPage,
  closedByWords,
  closedByCode,
  openClaw,
  tokenExpired,
  announcedEnd,
  sessionOver,
  spokenErrors,
];

/** What stays the same until somebody gets other credentials, or pays. */
const REFUSALS: Partial<Record<FindingId, string>> = {
  "auth-rejected": "credentials rejected",
  "token-expired": "token expired",
  "quota-exhausted": "quota or token limit reached",
};

/** By what a connection that opened was refused soon, in words; null where it was not. */
export const refusalOf = (connection: Connection, context: Context): string | null =>
  isOpened(connection) && isEnded(connection) && !held(connection, context)
    ? judgeOnce(connection, context.session)
    : null;

/** What held was of use: a server that ends it after minutes did not refuse it. */
export const held = (connection: Connection, { nowMs }: Context): boolean =>
  (uptimeMs(connection, nowMs) ?? 0) >= STABLE_MS;

/** None of the judges looks beyond the connection, but at how the computer slept. */
const judgeOnce = rememberPerConnection((connection: Ended, session: Session): string | null => {
  const alone: Context = {
    session,
    nowMs: connection.end.at,
    connections: [connection],
    series: [],
    throttles: new Map(),
    page: connectionSubject(connection),
  };
  const proposals = JUDGES.flatMap((check) =>
    check.run(alone).map((draft) => ({ check: check.name, draft })),
  );
  const primary = settlePrimaries(proposals).find(({ draft }) => draft.explains);
  const said = primary && REFUSALS[primary.draft.id];
  if (said === undefined) return null;
  const { code } = connection.end;
  return code === null ? said : `${code} (${said})`;
});
