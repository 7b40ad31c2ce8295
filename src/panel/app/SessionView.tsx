import type { Session } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import type { LineHand } from "../findings/Findings.tsx";
import { CountedMessages } from "../messages/CountedMessages.tsx";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import { findingsAbout } from "../model/within-filter.ts";
import { isFoundWithin, isWithin } from "../model/within-range.ts";
import { lazyView } from "../ui/LazyView.tsx";
import { type TabItem, Tabs } from "../ui/Tabs.tsx";

// There are none before the diagnosis, whose code is loaded beside the panel as well.
const Incidents = lazyView(() =>
  import("../findings/Incidents.tsx").then(({ Incidents }) => Incidents),
);
const LogsTab = lazyView(() => import("../logs/LogsTab.tsx").then(({ LogsTab }) => LogsTab));
const Checklist = lazyView(() =>
  import("../findings/Checklist.tsx").then(({ Checklist }) => Checklist),
);

type Props = {
  model: Model;
  session: Session;
  hand: LineHand;
  actions: Pick<
    PanelActions,
    "logs" | "openTab" | "selectFinding" | "setOverrides" | "showMessages"
  >;
};

/** The session as a whole, while nothing is selected: what went wrong, and what to check. */
export function SessionView({ model, session, hand, actions }: Props) {
  const onOpen = actions.selectFinding;
  const range = model.range.value;
  const { newestFirst } = model.findings.value;
  const report = model.report.value;
  const counted = model.filter.counted.value;
  const groups = model.filteredGroups.value;
  const left =
    groups === model.groups.value
      ? newestFirst
      : findingsAbout(newestFirst, groups, report?.series ?? []);
  const findings = left.filter((one) => isFoundWithin(one, range));
  const logs = model.shownLogs.value;
  const items: TabItem<"why" | "checklist" | "logs">[] = [
    { id: "why", label: "Why" },
    { id: "checklist", label: "Checklist" },
  ];
  if (logs) items.push({ id: "logs", label: "Logs", note: formatCount(logs.beside.logs.length) });
  const tab = items.find(({ id }) => id === model.tab.value)?.id ?? "why";
  return (
    <Tabs
      label="Session"
      chosen={tab}
      onChoose={(id) => {
        model.tab.value = id;
      }}
      items={items}
    >
      {tab === "why" && counted && (
        <CountedMessages counted={counted} groups={groups} onShow={actions.showMessages} />
      )}
      {tab === "why" && (
        <Incidents
          findings={findings}
          outages={report?.outages ?? []}
          failure={model.diagnosisFailure.value}
          connectionCount={
            groups.flatMap(({ connections }) => connections.filter((one) => isWithin(one, range)))
              .length
          }
          range={range}
          nowMs={model.shownNowMs.value}
          inFile={model.file.value !== null}
          elsewhereCount={left.length - findings.length}
          filteredCount={newestFirst.length - left.length}
          ordinalOf={(id) => session.connections.get(id)?.ordinal ?? null}
          openedIncident={model.openedIncident.value?.id ?? null}
          onUnfold={(incident) => {
            model.openedIncident.value = incident && { id: incident.id, outage: incident.outage };
          }}
          onOpen={onOpen}
          hand={hand}
        />
      )}
      {tab === "logs" && logs && (
        <LogsTab
          logs={logs}
          outages={report?.outages ?? []}
          connectionCount={session.connections.size}
          onFormat={actions.logs.readLogAgain}
          onRemove={actions.logs.removeLog}
          onOpen={(id) => actions.openTab(id, "path")}
        />
      )}
      {tab === "checklist" && report && (
        <Checklist
          session={session}
          report={report}
          overrides={model.overrides.value}
          answer={logs?.answer ?? null}
          range={range}
          onOverride={actions.setOverrides}
          onOpen={onOpen}
        />
      )}
    </Tabs>
  );
}
