import { useState } from "preact/hooks";
import { browser } from "../../shared/browser.ts";
import { offerUndo } from "../ui/undo.ts";
import { createPrivateStorage, createSavedFilters } from "./saved-filters.ts";

type Props = { text: string; onChoose(text: string): void };

const { local, session } = browser.storage;
const isPrivate = browser.extension?.inIncognitoContext === true;
const saved = createSavedFilters(isPrivate ? createPrivateStorage(session, local) : local);
void saved.load();

/** What the menu of saved filters holds; its code comes when the menu is first opened. */
export function SavedList({ text, onChoose }: Props) {
  const [name, setName] = useState("");
  const save = (event: Event) => {
    event.preventDefault();
    const given = name.trim() || text.trim();
    if (text.trim() === "") return;
    void saved.save(given, text.trim());
    setName("");
  };
  const list = saved.list.value;
  return (
    <>
      {list.length === 0 && <p class="quiet">No filter was saved yet.</p>}
      <ul>
        {list.map((filter) => (
          <li key={filter.name}>
            <button type="button" class="plain" onClick={() => onChoose(filter.text)}>
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
              onClick={() => {
                void saved.remove(filter.name);
                offerUndo(
                  `Deleted: ${filter.name}`,
                  () => void saved.save(filter.name, filter.text),
                );
              }}
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
    </>
  );
}
