import { useState } from "preact/hooks";
import { DEFAULT_STORED_LIMITS, type StoredLimits } from "../../shared/stored-limits.ts";
import type { OptionsActions } from "../choice-store.ts";
import {
  boundsInWords,
  LIMIT_GROUPS,
  type LimitField,
  limitAsTyped,
  limitInWords,
  readLimit,
} from "../limit-fields.ts";

type Props = { limits: StoredLimits; actions: Pick<OptionsActions, "limit" | "resetLimits"> };

/** How much is kept, where, and what each choice costs. */
export function Limits({ limits, actions }: Props) {
  // What was typed and is wrong stands only in the fields; a new key empties them.
  const [resets, setResets] = useState(0);
  return (
    <section class="block">
      <h2>Limits</h2>
      <p class="quiet">
        A change reaches open tabs at once. A smaller limit forgets what is beyond it with the next
        message or connection; what was forgotten does not come back with a larger one.
      </p>
      {LIMIT_GROUPS.map(({ title, text, fields }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          <p class="quiet">{text}</p>
          {fields.map((field) => (
            <LimitInput
              key={`${field.name} ${resets}`}
              field={field}
              value={limits[field.name]}
              onChange={(value) => actions.limit(field.name, value)}
            />
          ))}
        </fieldset>
      ))}
      <p>
        <button
          type="button"
          onClick={() => {
            actions.resetLimits();
            setResets(resets + 1);
          }}
        >
          Reset limits to defaults
        </button>
      </p>
    </section>
  );
}

function LimitInput(props: { field: LimitField; value: number; onChange(value: number): void }) {
  const { field, value, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? null : readLimit(field, typed);
  const wrong = read && "wrong" in read ? read.wrong : null;
  const helpId = `help-${field.name}`;
  return (
    <div class="limit">
      <label for={field.name}>{field.label}</label>
      <span class="amount">
        <input
          id={field.name}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={typed ?? limitAsTyped(field, value)}
          aria-invalid={wrong !== null}
          aria-describedby={helpId}
          onInput={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            const now = readLimit(field, text);
            if ("value" in now) onChange(now.value);
          }}
          onBlur={() => {
            if (wrong === null) setTyped(null);
          }}
        />
        {field.unit}
      </span>
      <p id={helpId} class={wrong ? "tone-error" : "quiet"} aria-live="polite">
        {wrong ??
          `${field.help} ${boundsInWords(field)}; default ${limitInWords(field, DEFAULT_STORED_LIMITS[field.name])}.`}
      </p>
    </div>
  );
}
