import { useState } from "preact/hooks";
import { Icon } from "../ui/Icon.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { Menu } from "../ui/menus/Menu.tsx";
import { useMenu } from "../ui/menus/use-menu.ts";

type Props = { text: string; onChoose(text: string): void };

const SavedList = lazyView(() => import("./SavedList.tsx").then(({ SavedList }) => SavedList));

/** Filters by their names, and a name for the one that is in use. */
export function SavedMenu({ text, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const root = useMenu(isOpen, () => setOpen(false));
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
          <SavedList
            text={text}
            onChoose={(wanted) => {
              onChoose(wanted);
              setOpen(false);
            }}
          />
        </Menu>
      )}
    </div>
  );
}
