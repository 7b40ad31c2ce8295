import type { PanelActions } from "../model/actions.ts";
import type { Model } from "../model/model.ts";
import { SORT_KEYS, SORTS } from "../model/sort-groups.ts";
import { rememberChoice } from "../ui/remembered.ts";

type Props = { model: Model; actions: PanelActions };

/** Above the list: its order, and all of its endpoints folded or unfolded at once. */
export function ListHead({ model, actions }: Props) {
  const groups = model.shownGroups.value;
  const folded = model.collapsed.value;
  const areFolded = groups.length > 0 && groups.every(({ id }) => folded.has(id));
  return (
    <div class="list-head">
      <button
        type="button"
        class="plain"
        aria-pressed={areFolded}
        title={areFolded ? "Show the connections of every endpoint" : "Show only the endpoints"}
        onClick={() => actions.foldAll(!areFolded)}
      >
        {areFolded ? "Unfold all" : "Fold all"}
      </button>
      <label>
        <span class="spoken">Order of the list</span>
        <select
          title="The order of endpoints, here and on the timeline, and of their connections"
          value={model.sortBy.value}
          onChange={({ currentTarget: { value } }) => {
            const chosen = SORT_KEYS.find((key) => key === value);
            if (chosen === undefined) return;
            model.sortBy.value = chosen;
            rememberChoice("list-sort", chosen);
          }}
        >
          {SORT_KEYS.map((key) => (
            <option key={key} value={key}>
              {SORTS[key]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
