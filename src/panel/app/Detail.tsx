import type { Series } from "../../analysis/finding.ts";
import type { Connection } from "../../session/session.ts";
import type { Find } from "../find/find-model.ts";
import { relatedToConnection, relatedToSeries } from "../findings/related-findings.ts";
import type { ProbeState } from "../handshake/FindOut.tsx";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import type { Place } from "../model/place.ts";
import { isSeriesOf } from "../model/series-groups.ts";
import { isFoundWithin } from "../model/within-range.ts";
import { lazyView } from "../ui/LazyView.tsx";
import { openContextMenu } from "../ui/menus/context-menu.ts";
import { SessionView } from "./SessionView.tsx";

type Props = { model: Model; actions: PanelActions; place: Place; find: Find | null };

const ConnectionView = lazyView(() =>
  import("../connections/ConnectionView.tsx").then(({ ConnectionView }) => ConnectionView),
);
const MessagesTab = lazyView(() =>
  import("../messages/MessagesTab.tsx").then(({ MessagesTab }) => MessagesTab),
);
const SeriesView = lazyView(() =>
  import("../connections/SeriesView.tsx").then(({ SeriesView }) => SeriesView),
);
const FindingCard = lazyView(() =>
  import("../findings/FindingCard.tsx").then(({ FindingCard }) => FindingCard),
);

/** The right side: the findings of the session, or what was selected. */
export function Detail({ model, actions, place, find }: Props) {
  const session = model.slowSession.value;
  const selection = model.selection.value;
  const range = model.range.value;
  const { newestFirst: all, byConnection } = model.findings.value;
  const newestFirst = range ? all.filter((finding) => isFoundWithin(finding, range)) : all;
  const nowMs = model.shownNowMs.value;
  if (!session) return null;
  const seriesOf = (isWanted: (series: Series) => boolean) =>
    model.report.value?.series.filter(isWanted) ?? [];

  const connection =
    selection?.kind === "connection" ? session.connections.get(selection.id) : undefined;
  if (selection?.kind === "connection" && connection) {
    return (
      <ConnectionView
        key={connection.id}
        connection={connection}
        findings={byConnection.get(connection.id) ?? []}
        failure={model.diagnosisFailure.value}
        related={relatedToConnection(newestFirst, connection.endpoint)}
        series={seriesOf((series) => isIn(series, connection.id))}
        logs={model.shownLogs.value?.beside ?? null}
        messages={
          find && (
            <MessagesTab
              model={model}
              find={find}
              session={session}
              connections={[connection]}
              series={null}
              selection={selection}
              findingsOf={model.findingsOf.value}
              onCopy={actions.copy}
            />
          )
        }
        tab={model.tab.value}
        range={range}
        nowMs={nowMs}
        probe={probeState(model, connection, place)}
        secretsShown={model.secretsShown.value}
        actions={actions}
        onTab={(tab) => {
          model.tab.value = tab;
        }}
        onShowSecrets={(shown) => {
          model.secretsShown.value = shown;
        }}
      />
    );
  }
  const group =
    selection?.kind === "series"
      ? model.groups.value.find(({ id }) => id === selection.groupId)
      : undefined;
  if (selection && group) {
    const { endpoint } = group;
    const helpers =
      selection.kind === "series" && selection.onlyHelpers
        ? model.helpers.value.get(group.id)
        : undefined;
    const attempts =
      selection.kind === "series" && selection.attempts !== undefined
        ? model.attempts.value.get(group.id)?.find(({ key }) => key === selection.attempts)?.ids
        : undefined;
    const only = helpers ?? attempts;
    const connections = only
      ? group.connections.filter(({ id }) => only.has(id))
      : group.connections;
    const key = helpers
      ? `${group.id} helpers`
      : attempts
        ? `${group.id} ${selection.kind === "series" ? selection.attempts : ""}`
        : group.id;
    const series = seriesOf((one) => isSeriesOf(one, group));
    const seriesIds = new Set(series.map(({ id }) => id));
    return (
      <SeriesView
        key={key}
        endpoint={endpoint}
        pageWorker={group.pageWorker}
        onlyHelpers={helpers !== undefined}
        connections={connections}
        series={helpers ? [] : series}
        findingsOf={(id) => byConnection.get(id) ?? []}
        related={relatedToSeries(newestFirst, new Set(connections.map(({ id }) => id)))}
        tab={model.tab.value}
        range={range}
        onTab={(tab) => {
          model.tab.value = tab;
        }}
        messages={
          find && (
            <MessagesTab
              model={model}
              find={find}
              session={session}
              connections={connections.toReversed()}
              series={key}
              selection={selection}
              findingsOf={model.findingsOf.value}
              onCopy={actions.copy}
            />
          )
        }
        findings={all.filter(
          ({ id, subject }) =>
            subject.kind === "series" &&
            seriesIds.has(subject.id) &&
            (!helpers || id === "noisy-helper"),
        )}
        nowMs={nowMs}
        onJump={actions.selectConnection}
        onOpenSource={actions.openSource}
        onSelect={actions.selectConnection}
        onOpenFinding={actions.selectFinding}
      />
    );
  }
  if (selection?.kind === "page") {
    return (
      <div class="tab-panel">
        <div class="why">
          {all
            .filter(({ subject }) => subject.kind === "page")
            .map((finding) => (
              <FindingCard
                key={`${finding.id} ${finding.since}`}
                finding={finding}
                onJump={actions.selectConnection}
                onOpenSource={actions.openSource}
              />
            ))}
        </div>
      </div>
    );
  }
  return (
    <SessionView
      model={model}
      session={session}
      hand={{
        onMenu: async (about, event) => {
          event.preventDefault();
          // Asked for now: afterwards an event has no place any more.
          const element = event.currentTarget instanceof Element ? event.currentTarget : null;
          const { findingMenu, incidentMenu } = await import("../menus/incident-menu.ts");
          const items =
            "lead" in about
              ? incidentMenu(about, model, actions)
              : findingMenu(about, model, actions);
          openContextMenu(event, element, items);
        },
        onCopy: (text) => void actions.copy(text),
      }}
      actions={actions}
    />
  );
}

const isIn = ({ history }: Series, id: string): boolean =>
  history.some(({ connectionId }) => connectionId === id);

function probeState(model: Model, connection: Connection, place: Place): ProbeState {
  if (place.kind === "viewer" || model.file.value) return "not-live";
  const { documentId, probes } = connection;
  const owner = documentId === null ? undefined : model.live.value?.documents.get(documentId);
  if (owner?.state !== "live" || model.tabClosed.value) return "no-page";
  const pending = model.pendingProbe.value;
  return pending?.id === connection.id && pending.answers === probes.length
    ? "pending"
    : "possible";
}
