import iconUrl from "../../extension/icons/stormglass.svg";
import { diagnose } from "../analysis/diagnose.ts";
import type { Report } from "../analysis/finding.ts";
import type { Coverage, FromView } from "../protocol/panel-message.ts";
import type { Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import { CopyReport } from "./CopyReport.tsx";
import { EndpointItem } from "./EndpointItem.tsx";
import { endpointLines } from "./endpoint-lines.ts";
import { RecordButton } from "./RecordButton.tsx";
import type { PopupState } from "./state.ts";

type Props = { tabId: number; state: PopupState; nowMs: number; send(message: FromView): void };

const WHY_EMPTY: Record<Coverage, string> = {
  restricted: "This page belongs to the browser; no extension may look into it.",
  "no-access": "Stormglass has no access to this site.",
  "not-hooked": "This page was loaded before Stormglass. Reload it to see its sockets.",
  "no-scripts": "Scripts cannot run in this page, so it opens no sockets.",
  off: "Stormglass is switched off for this site.",
  watched: "No WebSockets in this tab yet. The first one appears here.",
};

export function Popup({ tabId, state, nowMs, send }: Props) {
  const { session, coverage, paused, tabUrl, siteMode } = state;
  const canRecord = session !== null && coverage === "watched" && !paused;
  const hasSockets = session !== null && session.connections.size > 0;
  const report = hasSockets ? judge(session, nowMs) : null;
  return (
    <main class="popup">
      <header>
        <img src={iconUrl} alt="" width="20" height="20" />
        <h1>Stormglass</h1>
        {report && <Grade report={report} />}
      </header>
      {paused && <p class="empty-line">Paused everywhere: nothing new is observed.</p>}
      {hasSockets ? (
        <ul class="endpoints">
          {endpointLines(session, report, nowMs).map((line) => (
            <EndpointItem key={line.id} line={line} />
          ))}
        </ul>
      ) : (
        !paused && <EmptyLine session={session} coverage={coverage} tabId={tabId} />
      )}
      <footer>
        <a class="button main" target="_blank" href={panelUrl(tabId)} rel="noreferrer">
          Open panel
        </a>
        {hasSockets && (
          <a class="button" target="_blank" href={`${panelUrl(tabId)}&export=1`} rel="noreferrer">
            Export
          </a>
        )}
        {hasSockets && <CopyReport session={session} tabUrl={tabUrl} />}
        {canRecord && <RecordButton mode={session.mode} siteMode={siteMode} send={send} />}
        <button
          type="button"
          aria-pressed={paused}
          onClick={() => send({ kind: "pause", on: !paused })}
        >
          {paused ? "Resume everywhere" : "Pause everywhere"}
        </button>
        <button type="button" class="plain" onClick={() => void browser.runtime.openOptionsPage()}>
          Options
        </button>
      </footer>
    </main>
  );
}

const panelUrl = (tabId: number) => browser.runtime.getURL(`extension/panel.html?tab=${tabId}`);

function judge(session: Session, nowMs: number): Report | null {
  try {
    return diagnose(session, nowMs);
  } catch (error) {
    // States and counts are still worth showing.
    console.error("Stormglass: the diagnosis failed", error);
    return null;
  }
}

function Grade({ report: { health } }: { report: Report }) {
  return (
    <>
      <span class={`grade ${health.grade}`} title={`Health: ${health.score} of 100`}>
        <span class="spoken">Health </span>
        {health.grade}
      </span>
      <p class="reason">{health.reasons[0]?.text ?? "All is well."}</p>
    </>
  );
}

function EmptyLine(props: { session: Session | null; coverage: Coverage; tabId: number }) {
  const { session, coverage, tabId } = props;
  if (!session) return <p class="empty-line quiet">Asking…</p>;
  return (
    <p class="empty-line">
      {WHY_EMPTY[coverage]}{" "}
      {coverage === "not-hooked" && (
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
    </p>
  );
}
