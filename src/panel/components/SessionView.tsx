import type { Finding } from "../../analysis/finding.ts";
import type { Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";
import type { Model } from "../model.ts";
import { isFoundWithin } from "../within-range.ts";
import { Incidents } from "./Incidents.tsx";
import { lazyView } from "./LazyView.tsx";
import { Tabs } from "./Tabs.tsx";

const Checklist = lazyView(async () => (await import("./Checklist.tsx")).Checklist);

type Props = {
  model: Model;
  session: Session;
  onOpen(finding: Pick<Finding, "subject">): void;
  onOverride(overrides: Overrides): void;
};

/** The session as a whole, while nothing is selected: what went wrong, and what to check. */
export function SessionView({ model, session, onOpen, onOverride }: Props) {
  const range = model.range.value;
  const findings = model.findings.value.newestFirst.filter((one) => isFoundWithin(one, range));
  const report = model.report.value;
  const tab = model.tab.value === "checklist" ? "checklist" : "why";
  return (
    <Tabs
      label="Session"
      chosen={tab}
      onChoose={(id) => {
        model.tab.value = id;
      }}
      items={[
        { id: "why", label: "Why" },
        { id: "checklist", label: "Checklist" },
      ]}
    >
      {tab === "why" && (
        <Incidents
          findings={findings}
          connectionCount={session.connections.size}
          ordinalOf={(id) => session.connections.get(id)?.ordinal ?? null}
          onOpen={onOpen}
        />
      )}
      {tab === "checklist" && report && (
        <Checklist
          session={session}
          report={report}
          overrides={model.overrides.value}
          onOverride={onOverride}
          onOpen={onOpen}
        />
      )}
    </Tabs>
  );
}
