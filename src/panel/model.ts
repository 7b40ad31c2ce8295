/** What the panel knows and what the user chose. Everything shown is computed from here. */
import { computed, signal } from "@preact/signals";
import { groupByEndpoint } from "../analysis/endpoint-groups.ts";
import type { Report } from "../analysis/finding.ts";
import type { Coverage, ToView } from "../protocol/panel-message.ts";
import type { StorageState } from "../protocol/storage.ts";
import { applyChanges, type SessionChanges } from "../session/changes.ts";
import type { Overrides } from "../session/overrides.ts";
import { connectionsInOrder, type Session } from "../session/session.ts";
import type { LinkState } from "../shared/view-link.ts";
import type { StoreReader } from "../store/store.ts";
import { filterGroups } from "./filter/filter-groups.ts";
import { createFilterModel } from "./filter/filter-model.ts";
import { createFindingsOf } from "./filter/findings-of.ts";
import { indexFindings } from "./finding-index.ts";
import type { Diagnose } from "./load-diagnosis.ts";
import { throttle } from "./throttle.ts";
import type { Span } from "./timeline/span.ts";
import { groupsWithin } from "./within-range.ts";
import { withoutCleared } from "./without-cleared.ts";

export type Selection =
  /** `seq`, `at`: the message, or whatever happened at a time, that is shown first. */
  | { kind: "connection"; id: string; seq?: number; at?: number }
  | { kind: "series"; endpoint: string }
  | { kind: "page" };
export type DetailTab = "why" | "messages" | "handshake" | "reconnects" | "stats" | "checklist";
export type OpenedFile = {
  /** Rises with each file that is opened. */
  id: number;
  name: string;
  session: Session;
  store: StoreReader;
  /** What the file cannot tell, in sentences. */
  notes: string[];
  overrides: Overrides;
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
  const files = signal<readonly OpenedFile[]>([]);
  /** Which of the opened files is shown; null: the live tab. */
  const fileId = signal<number | null>(null);
  const coverage = signal<Coverage>("watched");
  const paused = signal(false);
  const tabUrl = signal<string | null>(null);
  const storage = signal<StorageState>({ place: "disk" });
  /** Why the panel cannot read what is on disk. */
  const storeProblem = signal<string | null>(null);
  const tabClosed = signal(false);
  /** Bodies are recorded while a panel shows the tab, unless the user said no. */
  const recordWanted = signal(true);
  const link = signal<LinkState>("connecting");
  const store = signal<StoreReader | null>(null);
  /** Rises when the store has more rows of the selected connection, or of any of a series. */
  const storedTick = signal(0);
  const nowMs = signal(clock());
  const diagnose = signal<Diagnose | null>(null);

  const selection = signal<Selection | null>(null);
  const tab = signal<DetailTab>("why");
  const collapsed = signal<ReadonlySet<string>>(new Set());
  const notice = signal<Notice | null>(null);
  const secretsShown = signal(false);
  /** What the user said of the checklist of the live tab. */
  const ownOverrides = signal<Overrides>({});
  /** The connection whose server is being asked, and how many answers it had before. */
  const pendingProbe = signal<{ id: string; answers: number } | null>(null);

  /** Connections that were cleared and can still be brought back. */
  const cleared = signal<ReadonlySet<string> | null>(null);
  const file = computed(() => files.value.find(({ id }) => id === fileId.value) ?? null);
  /** A file that was opened stands in front of the live tab until it is closed. */
  const session = computed(() => file.value?.session ?? withoutCleared(live.value, cleared.value));
  const overrides = computed(() => file.value?.overrides ?? ownOverrides.value);
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

  const filter = createFilterModel();
  const findingsOf = computed(() => createFindingsOf(findings.value.newestFirst));
  const filteredGroups = computed(() =>
    filterGroups(groups.value, filter.filter.value, findingsOf.value),
  );
  /** The time that was chosen in the timeline; null: all of it. */
  const range = signal<Span | null>(null);
  const shownGroups = computed(() => groupsWithin(filteredGroups.value, range.value));

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
        if (
          selection.peek()?.kind === "series" ||
          message.connectionIds.includes(selectedConnection() ?? "")
        ) {
          storedTick.value++;
        }
        return;
      case "tab-closed":
        tabClosed.value = true;
        return;
    }
    coverage.value = message.coverage;
    paused.value = message.paused;
    tabUrl.value = message.tabUrl;
    storage.value = message.storage;
  };

  return {
    live,
    files,
    fileId,
    file,
    cleared,
    coverage,
    paused,
    tabUrl,
    storage,
    storeProblem,
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
    ownOverrides,
    overrides,
    diagnose,
    session,
    shownNowMs,
    slowSession,
    report,
    findings,
    groups,
    filter,
    findingsOf,
    filteredGroups,
    range,
    shownGroups,
    hear,
    /** Ages are told in seconds; `diagnose` follows the session, so this only moves words. */
    tick: () => {
      nowMs.value = clock();
    },
  };
}
