/** What the panel knows and what the user chose. Everything shown is computed from here. */
import { computed, signal } from "@preact/signals";
import { groupByEndpoint } from "../analysis/endpoint-groups.ts";
import type { Report } from "../analysis/finding.ts";
import type { Coverage, ToView } from "../protocol/panel-message.ts";
import { applyChanges, type SessionChanges } from "../session/changes.ts";
import { connectionsInOrder, type Session } from "../session/session.ts";
import type { LinkState } from "../shared/view-link.ts";
import type { StoreReader } from "../store/store.ts";
import { indexFindings } from "./finding-index.ts";
import type { Diagnose } from "./load-diagnosis.ts";
import { throttle } from "./throttle.ts";

export type Selection =
  | { kind: "connection"; id: string; seq?: number }
  | { kind: "series"; endpoint: string }
  | { kind: "page" };
export type DetailTab = "why" | "messages" | "handshake";
export type OpenedFile = {
  name: string;
  session: Session;
  store: StoreReader;
  /** What the file cannot tell, in sentences. */
  notes: string[];
  endedAt: number;
};
export type Notice = { kind: "error" | "info"; text: string };

/** Four reports a second are live enough; more would only cost. */
const REPORT_EVERY_MS = 250;

/** How often it is judged again while nothing arrives. */
const JUDGE_AGAIN_MS = 5_000;

export type Model = ReturnType<typeof createModel>;

export function createModel(clock: () => number) {
  const live = signal<Session | null>(null);
  const file = signal<OpenedFile | null>(null);
  const coverage = signal<Coverage>("watched");
  const paused = signal(false);
  const tabUrl = signal<string | null>(null);
  const tabClosed = signal(false);
  /** Bodies are recorded while a panel shows the tab, unless the user said no. */
  const recordWanted = signal(true);
  const link = signal<LinkState>("connecting");
  const store = signal<StoreReader | null>(null);
  /** Rises when the store has more rows of the selected connection. */
  const storedTick = signal(0);
  const nowMs = signal(clock());
  const diagnose = signal<Diagnose | null>(null);

  const selection = signal<Selection | null>(null);
  const tab = signal<DetailTab>("why");
  const collapsed = signal<ReadonlySet<string>>(new Set());
  const notice = signal<Notice | null>(null);
  const secretsShown = signal(false);
  /** The connection whose server is being asked, and how many answers it had before. */
  const pendingProbe = signal<{ id: string; answers: number } | null>(null);

  /** A file that was opened stands in front of the live tab until it is closed. */
  const session = computed(() => file.value?.session ?? live.value);
  const slowSession = throttle(session, REPORT_EVERY_MS);
  /** For a file, the time at which it ends: nothing in it grows older. */
  const shownNowMs = computed(() => file.value?.endedAt ?? nowMs.value);

  const judgedAgain = computed(() => Math.floor(nowMs.value / JUDGE_AGAIN_MS));
  const report = computed((): Report | null => {
    const judged = slowSession.value;
    // Silence is evidence too: a handshake that hangs, a storm that is over.
    void judgedAgain.value;
    if (!judged || !diagnose.value) return null;
    try {
      return diagnose.value(judged, file.peek()?.endedAt ?? clock());
    } catch (error) {
      console.error("Stormglass: the diagnosis failed", error);
      return null;
    }
  });
  const findings = computed(() => indexFindings(report.value?.findings ?? []));
  const groups = computed(() =>
    slowSession.value ? groupByEndpoint(connectionsInOrder(slowSession.value)) : [],
  );

  const selectedConnection = () => {
    const chosen = selection.peek();
    return chosen?.kind === "connection" ? chosen.id : null;
  };

  const hear = (message: ToView<Session, SessionChanges>) => {
    switch (message.kind) {
      case "session":
        live.value = message.session;
        break;
      case "changes":
        // Changes can only follow a session; without one the background sends the whole again.
        if (live.peek()) live.value = applyChanges(live.peek() as Session, message.changes);
        break;
      case "stored":
        if (message.connectionIds.includes(selectedConnection() ?? "")) storedTick.value++;
        return;
      case "tab-closed":
        tabClosed.value = true;
        return;
    }
    coverage.value = message.coverage;
    paused.value = message.paused;
    tabUrl.value = message.tabUrl;
  };

  return {
    live,
    file,
    coverage,
    paused,
    tabUrl,
    tabClosed,
    recordWanted,
    link,
    store,
    storedTick,
    pendingProbe,
    selection,
    tab,
    collapsed,
    notice,
    secretsShown,
    diagnose,
    session,
    shownNowMs,
    slowSession,
    report,
    findings,
    groups,
    hear,
    /** Ages are told in seconds; `diagnose` follows the session, so this only moves words. */
    tick: () => {
      nowMs.value = clock();
    },
  };
}
