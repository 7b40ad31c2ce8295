import type { Evidence } from "../../analysis/finding.ts";
import { evidenceInWords } from "../../analysis/report/evidence-words.ts";
import { isCodePlace } from "../../analysis/texts/evidence-labels.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";
import { firstFrame, type SourcePlace } from "../ui/stack-frame.ts";

/** Characters that fit beside a time in half a card. */
const SHORT_VALUE = 32;
const isLong = ({ value }: Evidence) => typeof value === "string" && value.length > SHORT_VALUE;

/** Null where there is no Sources panel to open it in. */
export type OpenSource = ((place: SourcePlace) => void) | null;

/** To a message by its number, or to whatever happened at a time. */
export type OnJump = (connectionId: string, place: number | { at: number }) => void;

type Props = {
  evidence: Evidence[];
  /** The connection whose event a time without a message means; null where there is none. */
  ownerAt(at: number): string | null;
  onJump: OnJump;
  onOpenSource: OpenSource;
};

/** What a conclusion rests on: name, value, and when; a link where there is something to show. */
export const EvidenceList = ({ evidence, ...links }: Props) => (
  <dl class="evidence">
    {evidence.map((item) => (
      <div key={`${item.label} ${item.value}`} class={isLong(item) ? "long" : undefined}>
        <dt>{item.label}</dt>{" "}
        <dd>
          <EvidenceValue item={item} {...links} />
          {item.at !== undefined && <time>{exactDayTime(item.at)}</time>}
        </dd>
      </div>
    ))}
  </dl>
);

const sourceOf = ({ is, value }: Evidence): SourcePlace | null =>
  typeof value === "string" && isCodePlace(is) ? firstFrame(`at ${value}`) : null;

function EvidenceValue(props: Omit<Props, "evidence"> & { item: Evidence }) {
  const { item, ownerAt, onJump, onOpenSource } = props;
  const { ref, at } = item;
  // A close reason comes from strangers, and must not turn what stands around it.
  const words = <bdi>{previewText(evidenceInWords(item))}</bdi>;
  const source = sourceOf(item);
  if (source && onOpenSource) {
    return (
      <button
        type="button"
        class="link"
        title="Show this line in Sources"
        onClick={() => onOpenSource(source)}
      >
        {words}
      </button>
    );
  }
  const owner = ref?.connectionId ?? (at === undefined ? null : ownerAt(at));
  const place = ref?.seq ?? (at === undefined ? null : { at });
  if (owner === null || place === null) return words;
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
