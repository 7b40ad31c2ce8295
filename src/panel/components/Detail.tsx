import type { Connection } from "../../session/session.ts";
import type { PanelActions } from "../actions.ts";
import type { Model } from "../model.ts";
import type { Place } from "../place.ts";
import { ConnectionView } from "./ConnectionView.tsx";
import { FindingCard } from "./FindingCard.tsx";
import { Findings } from "./Findings.tsx";
import type { ProbeState } from "./FindOut.tsx";
import { SeriesView } from "./SeriesView.tsx";

type Props = { model: Model; actions: PanelActions; place: Place };

/** The right side: the findings of the session, or what was selected. */
export function Detail({ model, actions, place }: Props) {
  const session = model.slowSession.value;
  const selection = model.selection.value;
  const { newestFirst, byConnection } = model.findings.value;
  const nowMs = model.shownNowMs.value;
  if (!session) return null;

  const connection =
    selection?.kind === "connection" ? session.connections.get(selection.id) : undefined;
  if (selection?.kind === "connection" && connection) {
    const file = model.file.value;
    return (
      <ConnectionView
        key={connection.id}
        connection={connection}
        findings={byConnection.get(connection.id) ?? []}
        store={file?.store ?? model.store.value}
        tabId={session.tabId}
        recording={session.mode === "record"}
        storedTick={model.storedTick.value}
        startSeq={selection.seq ?? null}
        tab={model.tab.value}
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
  if (selection?.kind === "series") {
    const { endpoint } = selection;
    return (
      <SeriesView
        endpoint={endpoint}
        connections={model.groups.value
          .filter((group) => group.endpoint === endpoint)
          .flatMap((group) => group.connections)}
        findings={newestFirst.filter(
          ({ subject }) => subject.kind === "series" && subject.url === endpoint,
        )}
        nowMs={nowMs}
        onJump={actions.selectConnection}
        onSelect={actions.selectConnection}
      />
    );
  }
  if (selection?.kind === "page") {
    return (
      <div class="tab-panel">
        <div class="why">
          {newestFirst
            .filter(({ subject }) => subject.kind === "page")
            .map((finding) => (
              <FindingCard
                key={`${finding.id} ${finding.since}`}
                finding={finding}
                onJump={actions.selectConnection}
              />
            ))}
        </div>
      </div>
    );
  }
  return (
    <Findings
      findings={newestFirst}
      connectionCount={session.connections.size}
      ordinalOf={(id) => session.connections.get(id)?.ordinal ?? null}
      onOpen={actions.selectFinding}
    />
  );
}

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
