/** What the panel knows and what the user chose. Everything shown is computed from here. */
import { computed, effect, signal } from "@preact/signals";
import type { Outage } from "../../analysis/finding.ts";
import { groupByEndpoint } from "../../analysis/series/endpoint-groups.ts";
import type { Diagnose } from "../../analysis/try-to-diagnose.ts";
import type { SessionFile } from "../../har/read.ts";
import { createEndpointNames } from "../../session/endpoint-names.ts";
import type { Overrides } from "../../session/overrides.ts";
import { connectionsInOrder } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";
import type { JudgedFile } from "../across/judged.ts";
import type { DetailTab } from "../connections/choose-tab.ts";
import { filterGroups, groupsWithHits } from "../filter/filter-groups.ts";
import { createFilterModel } from "../filter/filter-model.ts";
import { createFindingsOf } from "../filter/findings-of.ts";
import type { LogsShown } from "../logs/logs-shown.ts";
import type { Span } from "../ui/span.ts";
import { indexFindings } from "./finding-index.ts";
import { findAttempts } from "./folds/attempt-folds.ts";
import { findHelpers } from "./folds/helper-folds.ts";
import { createJudgement } from "./judgement.ts";
import { createKeptViews } from "./kept-views.ts";
import { createLiveTab } from "./live-tab.ts";
import { rankGroups } from "./rank-groups.ts";
import { readOrder, sortGroups } from "./sort-groups.ts";
import { throttle } from "./throttle.ts";
import { groupsWithin } from "./within-range.ts";
import { type Cleared, listedRange, withoutCleared } from "./without-cleared.ts";

export type Selection =
  /** `seq`, `at`: the message, or whatever happened at a time, that is shown first. */
  | { kind: "connection"; id: string; seq?: number; at?: number }
  /** A group of the list: the page's sockets of an endpoint, or those of its workers; its helpers, or the attempts of that key. */
  | { kind: "series"; groupId: string; onlyHelpers?: true; attempts?: string }
  | { kind: "page" };
export type OpenedFile = {
  /** Rises with each file that is opened. */
  id: number;
  name: string;
  store: StoreReader;
  endedAt: number;
  /** Resolves to the notes of the whole file once all its messages are in the store. */
  whole: Promise<readonly string[]>;
  /** Lets go of it: nothing can be read of it afterwards. */
  close(): void;
} & Omit<SessionFile, "rows" | "nowMs">;
/** `share`: null while nothing is known of it. `cancel`: where it can be given up. */
export type Busy = { text: string; share: number | null; cancel?: () => void };
type Notice = { kind: "error" | "info"; text: string };

/** Four reports a second are live enough; more would only cost. */
const REPORT_EVERY_MS = 250;

export type Model = ReturnType<typeof createModel>;

export function createModel(clock: () => number) {
  const files = signal<readonly OpenedFile[]>([]);
  /** Which of the opened files is shown; null: the live tab. */
  const fileId = signal<number | null>(null);
  const store = signal<StoreReader | null>(null);
  /** Rises when the store has more rows of the selected connection, or of any of a series. */
  const storedTick = signal(0);
  /** Why the panel cannot read what is on disk. */
  const storeProblem = signal<string | null>(null);
  const nowMs = signal(clock());
  const diagnose = signal<Diagnose | null>(null);
  /** Servers' logs beside sessions, by the file; null: beside the live tab. */
  const logs = signal<ReadonlyMap<number | null, LogsShown>>(new Map());
  /** Why the diagnosis could not be loaded. */
  const loadFailure = signal<Error | null>(null);

  const selection = signal<Selection | null>(null);
  const tab = signal<DetailTab>("why");
  /** The incident whose course is shown, in its place and on the timeline. */
  const openedIncident = signal<{ id: string; outage: Outage | null } | null>(null);
  /** Groups that are folded, and groups whose helpers, and attempts, by their key, that are not. */
  const collapsed = signal<ReadonlySet<string>>(new Set());
  const openedHelpers = signal<ReadonlySet<string>>(new Set());
  const notice = signal<Notice | null>(null);
  /** The result of the last command, for ears and eyes; empty: none. */
  const said = signal("");
  /** A file that is read or written. */
  const busy = signal<Busy | null>(null);
  const secretsShown = signal(false);
  /** The connection whose server is being asked, and how many answers it had before. */
  const pendingProbe = signal<{ id: string; answers: number } | null>(null);

  const tabInView = createLiveTab(clock, (connectionIds) => {
    const chosen = selection.peek();
    if (
      chosen?.kind === "series" ||
      (chosen?.kind === "connection" && connectionIds.includes(chosen.id))
    ) {
      storedTick.value++;
    }
  });
  const { live } = tabInView;

  /** What was cleared and can still be brought back. */
  const cleared = signal<Cleared | null>(null);
  const file = computed(() => files.value.find(({ id }) => id === fileId.value) ?? null);
  /** A file that was opened stands in front of the live tab until it is closed. */
  const session = computed(() => file.value?.session ?? withoutCleared(live.value, cleared.value));
  /** At once, or a note would lag behind the keys. */
  const overrides = computed((): Overrides => session.value?.overrides ?? {});
  const slow = throttle(
    computed(() => ({ fileId: fileId.value, session: session.value })),
    REPORT_EVERY_MS,
  );
  /** What is told of all open sessions together; null: one of them is shown. */
  const across = signal<"overview" | "compare" | null>(null);
  /** Of the opened files, once there are several. */
  const judged = signal<ReadonlyMap<number, JudgedFile>>(new Map());
  /** Beside the session that is shown. */
  const shownLogs = computed(() => logs.value.get(fileId.value) ?? null);
  /** Another file is shown at once: of what was shown before, no part is to be seen with it. */
  const slowSession = computed(() =>
    slow.value.fileId === fileId.value ? slow.value.session : session.value,
  );
  /** Of a file, and of a tab that is not watched any more: what came later is not known. */
  const endedAt = () => file.value?.endedAt ?? slowSession.value?.unwatchedSince;
  /** For those, the time at which it ends: nothing in it grows older. */
  const shownNowMs = computed(() => endedAt() ?? nowMs.value);

  const { report, failure } = createJudgement(
    {
      whose: fileId,
      run: computed(() => diagnose.value && (shownLogs.value?.diagnose ?? diagnose.value)),
      session: slowSession,
      endedAt: () => file.peek()?.endedAt ?? slowSession.peek()?.unwatchedSince,
    },
    nowMs,
    clock,
  );
  /** Why there is no report: a list without findings must not read as good health. */
  const diagnosisFailure = computed(() => loadFailure.value ?? failure.value);
  /** In the log once, however often it fails the same way. */
  const failureStack = computed(() => diagnosisFailure.value?.stack);
  effect(() => {
    if (failureStack.value) console.error("Stormglass: the diagnosis failed", failureStack.value);
  });
  const findings = computed(() => indexFindings(report.value?.findings ?? []));
  const rankedGroups = computed(() =>
    slowSession.value
      ? rankGroups(
          groupByEndpoint(connectionsInOrder(slowSession.value)),
          findings.value,
          report.value?.outages ?? [],
        )
      : [],
  );
  /** Unfiltered, so that what is hidden changes nobody's name. */
  const endpointNames = computed(() =>
    createEndpointNames(rankedGroups.value.map(({ endpoint }) => endpoint)),
  );
  const sortBy = signal(readOrder());
  const groups = computed(() =>
    sortGroups(rankedGroups.value, sortBy.value, endpointNames.value, shownNowMs.peek()),
  );
  const grades = computed(() => {
    // Of what is not watched nobody knows how well it is.
    const isUnwatched = file.value === null && slowSession.value?.unwatchedSince != null;
    const known = isUnwatched ? [] : report.value?.health.endpoints;
    return new Map(known?.map(({ url, grade }) => [url, grade]));
  });
  const attempts = computed(() =>
    findAttempts(groups.value, findings.value.newestFirst, report.value?.outages ?? []),
  );
  const helpers = computed(() => findHelpers(groups.value, findings.value));
  const keptViews = createKeptViews();

  const filter = createFilterModel();
  const findingsOf = computed(() =>
    createFindingsOf(findings.value.newestFirst, report.value?.outages),
  );
  const filteredGroups = computed(() =>
    filterGroups(groups.value, filter.filter.value, findingsOf.value),
  );
  /** Of those the ones with messages that the filter leaves. */
  const hitGroups = computed(() =>
    groupsWithHits(
      filteredGroups.value,
      filter.filter.value,
      filter.counted.value,
      findingsOf.value,
    ),
  );
  /** The time that was chosen in the timeline; null: all of it. */
  const range = signal<Span | null>(null);
  /** A time that the timeline is to show now, wherever it was asked for. */
  const soughtTime = signal<Span | null>(null);
  const shownGroups = computed(() => groupsWithin(hitGroups.value, range.value));
  const clearedAt = computed(() => session.value?.clearedAt ?? null);
  /** The time of which messages are listed and searched. */
  const messageRange = computed(() => listedRange(range.value, clearedAt.value));

  return {
    ...tabInView,
    files,
    fileId,
    file,
    cleared,
    storeProblem,
    store,
    storedTick,
    pendingProbe,
    selection,
    tab,
    openedIncident,
    collapsed,
    openedHelpers,
    notice,
    said,
    busy,
    secretsShown,
    overrides,
    diagnose,
    logs,
    shownLogs,
    across,
    judged,
    loadFailure,
    diagnosisFailure,
    session,
    shownNowMs,
    slowSession,
    report,
    findings,
    groups,
    sortBy,
    grades,
    endpointNames,
    attempts,
    helpers,
    keptViews,
    /** Of the session that is shown. */
    keptView: () => keptViews.of(fileId.peek()),
    filter,
    findingsOf,
    filteredGroups,
    hitGroups,
    range,
    soughtTime,
    messageRange,
    shownGroups,
    /** Ages are told in seconds; `diagnose` follows the session, so this only moves words. */
    tick: () => {
      nowMs.value = clock();
    },
  };
}
