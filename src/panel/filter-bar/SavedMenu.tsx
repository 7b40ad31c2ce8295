import { useState } from "preact/hooks";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";
import { useMenu } from "../ui/use-menu.ts";
import type { SavedFilters } from "./saved-filters.ts";

type Props = { saved: SavedFilters; text: string; onChoose(text: string): void };

/** Filters by their names, and a name for the one that is in use. */
export function SavedMenu({ saved, text, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const root = useMenu(isOpen, () => setOpen(false));
  const save = (event: Event) => {
    event.preventDefault();
    const given = name.trim() || text.trim();
    if (text.trim() === "") return;
    void saved.save(given, text.trim());
    setName("");
  };
  const list = saved.list.value;
  return (
    <div class="export" ref={root}>
      <button
        type="button"
        class="plain"
        aria-expanded={isOpen}
        title="Filters that were saved"
        onClick={() => setOpen(!isOpen)}
      >
        Saved
        <Icon name="more" size={10} />
      </button>
      {isOpen && (
        <Menu class="saved-menu">
          {list.length === 0 && <p class="quiet">No filter was saved yet.</p>}
          <ul>
            {list.map((filter) => (
              <li key={filter.name}>
                <button
                  type="button"
                  class="plain"
                  onClick={() => {
                    onChoose(filter.text);
                    setOpen(false);
                  }}
                >
                  <bdi>{filter.name}</bdi>
                  {filter.name !== filter.text && (
                    <span class="quiet mono">
                      <bdi>{filter.text}</bdi>
                    </span>
                  )}
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Delete ${filter.name}`}
                  onClick={() => void saved.remove(filter.name)}
                >
                  ✕
                </button>
              </li>
            ))}
          </ul>
          <form onSubmit={save}>
            <input
              type="text"
              placeholder="Name"
              aria-label="Name for the current filter"
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <button type="submit" disabled={text.trim() === ""}>
              Save current
            </button>
          </form>
        </Menu>
      )}
    </div>
  );
}
