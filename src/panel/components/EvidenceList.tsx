import type { Evidence } from "../../analysis/finding.ts";
import { evidenceInWords } from "../../analysis/report/plain.ts";
import { clockTime } from "../clock-time.ts";

/** Characters that fit beside a time in half a card. */
const SHORT_VALUE = 32;
const isLong = ({ value }: Evidence) => typeof value === "string" && value.length > SHORT_VALUE;

type OnJump = (connectionId: string, seq: number) => void;

/** What a conclusion rests on: name, value, and when; a link where there is a message to show. */
export const EvidenceList = (props: { evidence: Evidence[]; onJump: OnJump }) => (
  <dl class="evidence">
    {props.evidence.map((item) => (
      <div key={`${item.label} ${item.value}`} class={isLong(item) ? "long" : undefined}>
        <dt>{item.label}</dt>{" "}
        <dd>
          <EvidenceValue item={item} onJump={props.onJump} />
          {item.at !== undefined && <time>{clockTime(item.at)}</time>}
        </dd>
      </div>
    ))}
  </dl>
);

function EvidenceValue({ item, onJump }: { item: Evidence; onJump: OnJump }) {
  const { ref } = item;
  const words = evidenceInWords(item);
  if (!ref) return <span>{words}</span>;
  return (
    <button
      type="button"
      class="link"
      title="Show this message"
      onClick={() => onJump(ref.connectionId, ref.seq)}
    >
      {words}
    </button>
  );
}
