import { formatCount } from "../../words/words.ts";
import type { Chip } from "./chips.ts";

type Props = {
  chips: Chip[];
  /** "3 of 35 connections". */
  connections: string;
  /** "11 of 230 messages". */
  messages: string;
  onRemove(chip: Chip): void;
  onClear(): void;
};

/** What the filter asks of connections, and what of messages, each with how much it leaves. */
export function FilterChips({ chips, connections, messages, onRemove, onClear }: Props) {
  const scopes = [
    { scope: "connection", title: connections },
    { scope: "message", title: messages },
  ] as const;
  return (
    <div class="chips">
      {scopes.map(({ scope, title }) => {
        const own = chips.filter((chip) => chip.scope === scope);
        if (own.length === 0) return null;
        return (
          <div key={scope} class="chip-group">
            <span class="quiet">{title}:</span>
            {own.map((chip, i) => (
              <span key={`${chip.from} ${chip.text}`} class={`chip ${scope}`}>
                {i > 0 && own[i - 1]?.side !== chip.side && <span class="or">or</span>}
                <bdi class="mono">{chip.text}</bdi>
                {chip.hits !== null && <span class="hits">{formatCount(chip.hits)}</span>}
                <button
                  type="button"
                  class="plain"
                  aria-label={`Remove ${chip.text}`}
                  onClick={() => onRemove(chip)}
                >
                  ✕
                </button>
              </span>
            ))}
          </div>
        );
      })}
      <button type="button" class="link" onClick={onClear}>
        Clear filter
      </button>
    </div>
  );
}
