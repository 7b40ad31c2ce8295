import type { Report } from "../analysis/finding.ts";
import { standingOfHealth } from "../analysis/standing-words.ts";
import { failedDiagnosisInWords } from "../analysis/try-to-diagnose.ts";
import { unwatchedInWords } from "../analysis/unwatched-words.ts";
import type { Coverage, FromView } from "../protocol/panel-message.ts";
import { hasAttempts } from "../session/attempts.ts";
import { browser } from "../shared/browser.ts";
import iconUrl from "../shared/stormglass.svg";
import { countOf } from "../words/words.ts";
import { CopyReport } from "./CopyReport.tsx";
import { EndpointItem } from "./EndpointItem.tsx";
import { type EndpointLine, endpointLines } from "./endpoint-lines.ts";
import { SiteChoice } from "./SiteChoice.tsx";
import type { PopupState } from "./state.ts";

type Props = {
  tabId: number;
  state: PopupState;
  /** Null: it is not written yet, or it failed. */
  report: Report | null;
  failure: Error | null;
  nowMs: number;
  send(message: FromView): void;
};

const WHY_EMPTY: Record<Coverage, string> = {
  restricted: "This page belongs to the browser; no extension may look into it.",
  "no-access": "Stormglass has no access to this site.",
  "not-hooked": "This page was loaded before Stormglass. Reload it to see its sockets.",
  stopped: "The tab's page crashed, was killed or was discarded. Reload it to go on.",
  "no-scripts": "Scripts cannot run in this page, so it opens no sockets.",
  prepared: "The page that opened this one changed it beforehand, so it cannot be watched.",
  "tab-off": "Stormglass is paused in this tab.",
  off: "Stormglass is switched off for this site.",
  watched: "No WebSockets in this tab yet. The first one appears here.",
};

export function Popup({ tabId, state, report, failure, nowMs, send }: Props) {
  const { session, coverage, paused, tabUrl, siteModeUnsaved } = state;
  const since = session?.unwatchedSince;
  const hasSockets = session !== null && session.connections.size > 0;
  const hasReport = session !== null && hasAttempts(session);
  return (
    <main class="popup">
      <header>
        <img src={iconUrl} alt="" width="20" height="20" />
        <h1>Stormglass</h1>
        {since !== undefined && (
          <p class="reason">{capitalize(unwatchedInWords(since, Date.now()))}.</p>
        )}
        {since === undefined && report && <Grade report={report} nowMs={nowMs} />}
      </header>
      {failure && (
        <p class="failure tone-error" role="alert">
          {failedDiagnosisInWords(failure)}
        </p>
      )}
      {paused && <p class="paused">Paused everywhere: nothing new is observed.</p>}
      {siteModeUnsaved && (
        <p class="paused">
          The choice for this site lasts until the browser closes: the browser would not store it.
        </p>
      )}
      {hasSockets ? (
        <EndpointList lines={endpointLines(session, report, nowMs)} />
      ) : (
        !paused && <EmptyLine {...{ session, coverage, tabId, send }} />
      )}
      <SiteChoice state={state} send={send} />
      <footer>
        <div class="actions">
          <a class="button main" target="_blank" href={panelUrl(tabId)} rel="noreferrer">
            Open panel
          </a>
          {hasReport && (
            <a class="button" target="_blank" href={`${panelUrl(tabId)}&export=1`} rel="noreferrer">
              Export
            </a>
          )}
          {hasReport && <CopyReport session={session} tabUrl={tabUrl} />}
        </div>
        <div class="actions">
          {!paused && (coverage === "watched" || coverage === "tab-off") && (
            <button
              type="button"
              aria-pressed={coverage === "tab-off"}
              onClick={() => send({ kind: "tab-off", on: coverage !== "tab-off" })}
            >
              {coverage === "tab-off" ? "Resume this tab" : "Pause this tab"}
            </button>
          )}
          <button
            type="button"
            aria-pressed={paused}
            onClick={() => send({ kind: "pause", on: !paused })}
          >
            {paused ? "Resume everywhere" : "Pause everywhere"}
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => void browser.runtime.openOptionsPage()}
          >
            Options
          </button>
        </div>
      </footer>
    </main>
  );
}

const panelUrl = (tabId: number) => browser.runtime.getURL(`extension/panel.html?tab=${tabId}`);

function Grade({ report, nowMs }: { report: Report; nowMs: number }) {
  const { health } = report;
  const standing = standingOfHealth(report, nowMs);
  const reason =
    health.reasons[0]?.text ??
    (health.grade === "?" ? "Not known how they ended." : "All is well.");
  return (
    <>
      <span class={`grade ${health.grade}`} title={`Health: ${health.score} of 100`}>
        <span class="spoken">Health </span>
        {health.grade}
      </span>
      <p class="reason" title={reason}>
        {reason}
      </p>
      {standing && <p class="standing quiet">{capitalize(standing)}</p>}
    </>
  );
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** So many are seen at a glance; of more it is said how many there are. */
const FEW = 4;

function EndpointList({ lines }: { lines: readonly EndpointLine[] }) {
  const troubled = lines.filter(({ worst }) => worst && worst.severity !== "info").length;
  return (
    <>
      <ul class="endpoints">
        {lines.map((line) => (
          <EndpointItem key={line.id} line={line} />
        ))}
      </ul>
      {lines.length > FEW && (
        <p class="more quiet">
          {countOf(lines.length, "endpoint")}
          {troubled > 0 && `, ${troubled} in trouble`}
        </p>
      )}
    </>
  );
}

function EmptyLine(
  props: Pick<Props, "tabId" | "send"> & Pick<PopupState, "session" | "coverage">,
) {
  const { session, coverage, tabId, send } = props;
  if (!session) return <p class="empty-line quiet">Asking…</p>;
  if (hasAttempts(session)) {
    return (
      <p class="empty-line">
        No connection was made: {countOf(session.constructorErrors.length, "attempt")} to open one
        threw an error. The panel shows each.
      </p>
    );
  }
  return (
    <p class="empty-line">
      {WHY_EMPTY[coverage]}{" "}
      {(coverage === "not-hooked" || coverage === "stopped") && (
        <button type="button" onClick={() => void browser.tabs.reload(tabId)}>
          Reload
        </button>
      )}
      {coverage === "no-access" && (
        <button
          type="button"
          onClick={() => void browser.permissions.request({ origins: ["<all_urls>"] })}
        >
          Allow access
        </button>
      )}
      {coverage === "off" && (
        <button type="button" onClick={() => send({ kind: "site-mode", mode: "auto" })}>
          Watch this site
        </button>
      )}
    </p>
  );
}
