import type { Finding } from "../../analysis/finding.ts";
import { explainClose } from "../../analysis/knowledge/close-codes.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import { failedDiagnosisInWords } from "../../analysis/try-to-diagnose.ts";
import type { Connection } from "../../session/session.ts";
import { FindOut, type ProbeState } from "../handshake/FindOut.tsx";
import { isWhollyWithin, isWithin } from "../model/within-range.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";
import { CloseExplanation } from "./CloseExplanation.tsx";
import { durationClass } from "./duration-class.ts";
import type { OnJump, OpenSource } from "./EvidenceList.tsx";
import { FindingCard } from "./FindingCard.tsx";
import type { FindingLine } from "./fold-findings.ts";
import { LogWindow } from "./LogWindow.tsx";
import { mayBeLogged } from "./may-be-logged.ts";
import { OpenedAt } from "./OpenedAt.tsx";
import { RelatedFindings } from "./RelatedFindings.tsx";
import { Timings } from "./Timings.tsx";

type Props = {
  connection: Connection;
  findings: Finding[];
  failure: Error | null;
  related: FindingLine[];
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
  nowMs: number;
  probe: ProbeState;
  onProbe(withCredentials: boolean): void;
  onJump: OnJump;
  onOpenFinding(finding: Finding): void;
  onOpenSource: OpenSource;
};

/** Why this connection stands as it does: the conclusion first, then everything it rests on. */
export function Why(props: Props) {
  const { connection, findings, range, nowMs, probe, onProbe, onJump, onOpenSource } = props;
  return (
    <div class="why split">
      {range && !isWhollyWithin(connection, range) && (
        <RangeNote>
          {isWithin(connection, range)
            ? `Why it stands as it does rests on its whole life, not on ${spanInWords(range)} alone.`
            : `It did not live in ${spanInWords(range)}. This is about all of its life.`}
        </RangeNote>
      )}
      <div class="why-column">
        {findings.length === 0 && (
          <article class="finding">
            <h2>{capitalize(stateInWords(connection, nowMs))}</h2>
            <NothingFound hasEnded={connection.end !== null} failure={props.failure} />
          </article>
        )}
        {findings.map((finding) => (
          <FindingCard
            key={finding.id}
            finding={finding}
            duration={explainsTrouble(finding) ? durationClass(connection, finding.id) : null}
            onJump={onJump}
            onOpenSource={onOpenSource}
          />
        ))}
        {!connection.open && <FindOut connection={connection} state={probe} onProbe={onProbe} />}
        <RelatedFindings lines={props.related} onOpen={props.onOpenFinding} />
      </div>
      <div class="why-column">
        <OpenedAt verb="Opened" stack={connection.stack} onOpen={onOpenSource} />
        <OpenedAt
          verb="close() was called"
          stack={connection.closing?.stack ?? null}
          onOpen={onOpenSource}
        />
        {connection.end && (
          <CloseExplanation
            explained={explainClose(connection)}
            connection={connection}
            judged={findings[0]?.primary === true}
          />
        )}
        <Timings connection={connection} nowMs={nowMs} />
        {mayBeLogged(findings) && !findings.some(tellsLog) && <LogWindow connection={connection} />}
      </div>
    </div>
  );
}

function NothingFound({ hasEnded, failure }: { hasEnded: boolean; failure: Error | null }) {
  if (failure) return <p class="tone-error">{failedDiagnosisInWords(failure)}</p>;
  return (
    <p class="quiet">
      {hasEnded
        ? "No check has anything to add to how this connection ended."
        : "Nothing is wrong with it so far."}
    </p>
  );
}

const explainsTrouble = ({ primary, severity }: Finding) => primary && severity !== "info";
const tellsLog = ({ evidence }: Finding) => evidence.some(({ is }) => is === "log-window");

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
