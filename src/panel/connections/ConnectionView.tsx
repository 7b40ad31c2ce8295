import type { ComponentChildren } from "preact";
import type { Finding, Series } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import type { LogsBeside } from "../../logs/beside.ts";
import type { Connection } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import type { FindingLine } from "../findings/fold-findings.ts";
import type { ProbeState } from "../handshake/FindOut.tsx";
import type { PanelActions } from "../model/actions/actions.ts";
import { WholeEndpoint } from "../ui/Endpoint.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import type { Span } from "../ui/span.ts";
import { type TabItem, Tabs } from "../ui/Tabs.tsx";
import { type DetailTab, hasReconnects, hasStats, shownTab } from "./choose-tab.ts";

type Props = {
  connection: Connection;
  findings: Finding[];
  /** Why there are no findings; null where the diagnosis ran, or will. */
  failure: Error | null;
  related: FindingLine[];
  /** Of its page; it has at most one. */
  series: Series[];
  /** What servers' logs say; null: there are none. */
  logs: LogsBeside | null;
  /** The list of its messages, which knows the store. */
  messages: ComponentChildren;
  tab: DetailTab;
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
  nowMs: number;
  probe: ProbeState;
  secretsShown: boolean;
  actions: PanelActions;
  onTab(tab: DetailTab): void;
  onShowSecrets(shown: boolean): void;
};

const Why = lazyView(() => import("../findings/Why.tsx").then(({ Why }) => Why));
const PathView = lazyView(() => import("../logs/PathView.tsx").then(({ PathView }) => PathView));
const Handshake = lazyView(() =>
  import("../handshake/Handshake.tsx").then(({ Handshake }) => Handshake),
);
const Reconnects = lazyView(() =>
  import("../reconnects/Reconnects.tsx").then(({ Reconnects }) => Reconnects),
);
const Stats = lazyView(() => import("../stats/Stats.tsx").then(({ Stats }) => Stats));

/** One connection: why it stands as it does, what it said, and how it was opened. */
export function ConnectionView(props: Props) {
  const { connection, nowMs, actions } = props;
  const onProbe = (withCredentials: boolean) => actions.probe(connection.id, withCredentials);
  const seen = connection.send.count + connection.receive.count + connection.lost.count;
  const items: TabItem<DetailTab>[] = [
    { id: "why", label: "Why" },
    ...(props.logs?.paths.has(connection.id) ? [{ id: "path", label: "Path" } as const] : []),
    { id: "messages", label: "Messages", note: seen > 0 ? formatCount(seen) : "" },
    { id: "handshake", label: "Handshake" },
  ];
  if (hasReconnects(props.series)) items.push({ id: "reconnects", label: "Reconnects" });
  if (hasStats([connection])) items.push({ id: "stats", label: "Stats" });
  const tab = shownTab(props.tab, items);
  return (
    <>
      <h2 class="subject">
        <span>#{connection.ordinal}</span> <WholeEndpoint endpoint={connection.endpoint} />
        <span class="quiet">{stateInWords(connection, nowMs)}</span>
      </h2>
      <Tabs
        label={`Connection ${connection.ordinal}`}
        chosen={tab}
        onChoose={props.onTab}
        items={items}
      >
        {tab === "why" && (
          <Why
            connection={connection}
            findings={props.findings}
            failure={props.failure}
            related={props.related}
            range={props.range}
            nowMs={nowMs}
            probe={props.probe}
            onProbe={onProbe}
            onJump={actions.selectConnection}
            onOpenFinding={actions.selectFinding}
            onOpenSource={actions.openSource}
          />
        )}
        {tab === "path" && props.logs && (
          <PathView connection={connection} logs={props.logs} nowMs={nowMs} />
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
        {tab === "reconnects" && (
          <Reconnects
            series={props.series}
            range={props.range}
            onSelect={actions.selectConnection}
          />
        )}
        {tab === "stats" && (
          <Stats connections={[connection]} findingsOf={() => props.findings} range={props.range} />
        )}
      </Tabs>
    </>
  );
}
