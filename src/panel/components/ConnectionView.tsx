import type { ComponentChildren } from "preact";
import type { Finding } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import { formatCount } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import type { PanelActions } from "../actions.ts";
import type { DetailTab } from "../model.ts";
import type { ProbeState } from "./FindOut.tsx";
import { lazyView } from "./LazyView.tsx";
import { Tabs } from "./Tabs.tsx";

type Props = {
  connection: Connection;
  findings: Finding[];
  /** The list of its messages, which knows the store. */
  messages: ComponentChildren;
  tab: DetailTab;
  nowMs: number;
  probe: ProbeState;
  secretsShown: boolean;
  actions: PanelActions;
  onTab(tab: DetailTab): void;
  onShowSecrets(shown: boolean): void;
};

const Why = lazyView(async () => (await import("./Why.tsx")).Why);
const Handshake = lazyView(async () => (await import("./Handshake.tsx")).Handshake);

/** One connection: why it stands as it does, what it said, and how it was opened. */
export function ConnectionView(props: Props) {
  const { connection, tab, nowMs, actions } = props;
  const onProbe = (withCredentials: boolean) => actions.probe(connection.id, withCredentials);
  const seen = connection.send.count + connection.receive.count + connection.lost.count;
  return (
    <>
      <h2 class="subject">
        <span>#{connection.ordinal}</span>{" "}
        <bdi title={connection.endpoint}>{connection.endpoint}</bdi>
        <span class="quiet">{stateInWords(connection, nowMs)}</span>
      </h2>
      <Tabs
        label={`Connection ${connection.ordinal}`}
        chosen={tab}
        onChoose={props.onTab}
        items={[
          { id: "why", label: "Why" },
          { id: "messages", label: "Messages", note: seen > 0 ? formatCount(seen) : "" },
          { id: "handshake", label: "Handshake" },
        ]}
      >
        {tab === "why" && (
          <Why
            connection={connection}
            findings={props.findings}
            nowMs={nowMs}
            probe={props.probe}
            onProbe={onProbe}
            onJump={actions.selectConnection}
            onOpenSource={actions.openSource}
          />
        )}
        {tab === "messages" && props.messages}
        {tab === "handshake" && (
          <Handshake
            connection={connection}
            probe={props.probe}
            secretsShown={props.secretsShown}
            onShowSecrets={props.onShowSecrets}
            onProbe={onProbe}
          />
        )}
      </Tabs>
    </>
  );
}
