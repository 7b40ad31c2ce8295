import type { Evidence } from "../../analysis/finding.ts";
import { evidenceInWords } from "../../analysis/report/plain.ts";
import { clockTime } from "../clock-time.ts";

/** Characters that fit beside a time in half a card. */
const SHORT_VALUE = 32;
const isLong = ({ value }: Evidence) => typeof value === "string" && value.length > SHORT_VALUE;

/** To a message by its number, or to whatever happened at a time. */
export type OnJump = (connectionId: string, place: number | { at: number }) => void;

type Props = {
  evidence: Evidence[];
  /** The connection whose event a time without a message means; null where there is none. */
  ownerAt(at: number): string | null;
  onJump: OnJump;
};

/** What a conclusion rests on: name, value, and when; a link where there is a message to show. */
export const EvidenceList = ({ evidence, ownerAt, onJump }: Props) => (
  <dl class="evidence">
    {evidence.map((item) => (
      <div key={`${item.label} ${item.value}`} class={isLong(item) ? "long" : undefined}>
        <dt>{item.label}</dt>{" "}
        <dd>
          <EvidenceValue item={item} ownerAt={ownerAt} onJump={onJump} />
          {item.at !== undefined && <time>{clockTime(item.at)}</time>}
        </dd>
      </div>
    ))}
  </dl>
);

function EvidenceValue({ item, ownerAt, onJump }: Omit<Props, "evidence"> & { item: Evidence }) {
  const { ref, at } = item;
  const words = evidenceInWords(item);
  const owner = ref?.connectionId ?? (at === undefined ? null : ownerAt(at));
  const place = ref?.seq ?? (at === undefined ? null : { at });
  if (owner === null || place === null) return <span>{words}</span>;
  return (
    <button
      type="button"
      class="link"
      title={ref ? "Show this message" : "Show what happened at this time"}
      onClick={() => onJump(owner, place)}
    >
      {words}
    </button>
  );
}
