import { dropRange } from "../model/drop-range.ts";
import type { Model } from "../model/model.ts";
import { spanInWords } from "../ui/clock-time.ts";

/** The time that everything below is limited to. */
export function RangeChip({ model }: { model: Model }) {
  const range = model.range.value;
  if (!range) return null;
  return (
    <span class="chip connection" role="status">
      <span>
        Only<span class="spoken"> what happened in</span>
      </span>
      <time>{spanInWords(range)}</time>
      <button
        type="button"
        class="plain"
        aria-label="Show all times"
        onClick={() => dropRange(model)}
      >
        ✕
      </button>
    </span>
  );
}
