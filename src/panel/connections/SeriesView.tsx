import type { ComponentChildren } from "preact";
import type { Finding, Series } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatCount } from "../../words/words.ts";
import type { OnJump, OpenSource } from "../findings/EvidenceList.tsx";
import { FindingCard } from "../findings/FindingCard.tsx";
import type { FindingLine } from "../findings/fold-findings.ts";
import { RelatedFindings } from "../findings/RelatedFindings.tsx";
import { isFoundWithin, isWithin } from "../model/within-range.ts";
import { exactDayTime, spanInWords } from "../ui/clock-time.ts";
import { WholeEndpoint } from "../ui/Endpoint.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { RangeNote } from "../ui/RangeNote.tsx";
import { previewText } from "../ui/safe-text.ts";
import type { Span } from "../ui/span.ts";
import { type TabItem, Tabs } from "../ui/Tabs.tsx";
import { type DetailTab, hasReconnects, hasStats, shownTab } from "./choose-tab.ts";

type Props = {
  endpoint: string;
  pageWorker: boolean;
  /** Of its connections those that only look whether the server is there. */
  onlyHelpers: boolean;
  tab: DetailTab;
  onTab(tab: DetailTab): void;
  /** The list of all their messages, which knows the store. */
  messages: ComponentChildren;
  connections: Connection[];
  findings: Finding[];
  /** Of one of its connections. */
  findingsOf(connectionId: string): readonly Finding[];
  related: FindingLine[];
  /** One for each page that was shown. */
  series: Series[];
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
  nowMs: number;
  onJump: OnJump;
  onOpenSource: OpenSource;
  onSelect(connectionId: string): void;
  onOpenFinding(finding: Finding): void;
};

const Reconnects = lazyView(() =>
  import("../reconnects/Reconnects.tsx").then(({ Reconnects }) => Reconnects),
);
const Stats = lazyView(() => import("../stats/Stats.tsx").then(({ Stats }) => Stats));

/** More would be the list on the left again. */
const SHOWN = 20;

/** All connections of one endpoint: what is wrong with them together, and how the last ones went. */
export function SeriesView(props: Props) {
  const { endpoint, pageWorker, onlyHelpers, connections } = props;
  const seen = connections.reduce((sum, { send, receive }) => sum + send.count + receive.count, 0);
  const items: TabItem<DetailTab>[] = [
    { id: "why", label: "Why" },
    { id: "messages", label: "Messages", note: seen > 0 ? formatCount(seen) : "" },
  ];
  if (hasReconnects(props.series)) items.push({ id: "reconnects", label: "Reconnects" });
  if (hasStats(connections)) items.push({ id: "stats", label: "Stats" });
  const tab = shownTab(props.tab, items);
  return (
    <>
      <h2 class="subject">
        <WholeEndpoint endpoint={endpoint} />
        {pageWorker && <span class="quiet">page worker</span>}
        {onlyHelpers && <span class="quiet">helpers</span>}
      </h2>
      <Tabs label={previewText(endpoint)} chosen={tab} onChoose={props.onTab} items={items}>
        {tab === "why" && <Overview {...props} />}
        {tab === "messages" && props.messages}
        {tab === "reconnects" && (
          <Reconnects series={props.series} range={props.range} onSelect={props.onSelect} />
        )}
        {tab === "stats" && (
          <Stats connections={connections} findingsOf={props.findingsOf} range={props.range} />
        )}
      </Tabs>
    </>
  );
}

/** Times in findings are rounded to the millisecond. */
const attemptAt = (newestFirst: readonly Connection[], at: number): string | null =>
  newestFirst.find(({ createdAt }) => createdAt <= at + 1)?.id ?? null;

function Overview(props: Props) {
  const { range, nowMs, onJump, onSelect } = props;
  const connections = props.connections.filter((one) => isWithin(one, range));
  const findings = props.findings.filter((one) => isFoundWithin(one, range));
  const hidden = props.findings.length - findings.length;
  return (
    <div class="why">
      {range && (
        <RangeNote>
          {spanInWords(range)}: {formatCount(connections.length)} of{" "}
          {countOf(props.connections.length, "connection")}
          {hidden > 0 && `; ${countOf(hidden, "finding")} at other times not listed`}.
        </RangeNote>
      )}
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.id} ${finding.since}`}
          finding={finding}
          ownerAt={(at) => attemptAt(props.connections, at)}
          onJump={onJump}
          onOpenSource={props.onOpenSource}
        />
      ))}
      <RelatedFindings lines={props.related} onOpen={props.onOpenFinding} />
      <section class="card">
        <h3>{countOf(connections.length, "connection")}, newest first</h3>
        <ul class="attempts">
          {connections.slice(0, SHOWN).map((connection) => (
            <li key={connection.id}>
              <button type="button" class="link" onClick={() => onSelect(connection.id)}>
                #{connection.ordinal}
              </button>{" "}
              <time class="quiet">{exactDayTime(connection.createdAt)}</time>{" "}
              {stateInWords(connection, nowMs)}
            </li>
          ))}
        </ul>
        {connections.length > SHOWN && (
          <p class="quiet">and {connections.length - SHOWN} older ones, in the list.</p>
        )}
      </section>
    </div>
  );
}
