import { useState } from "preact/hooks";
import type { AboutTab } from "../../protocol/panel-message.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import { Icon } from "../ui/Icon.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { Menu } from "../ui/menus/Menu.tsx";
import { useMenu } from "../ui/menus/use-menu.ts";
import type { ToolbarProps } from "./Toolbar.tsx";

export type Watching = Pick<AboutTab, "tabUrl" | "siteMode" | "ruledBy">;

type Props = Pick<ToolbarProps, "off" | "actions" | "watching">;

const WatchMenu = lazyView(() => import("./WatchMenu.tsx").then(({ WatchMenu }) => WatchMenu));

/** Stops and starts the watching: of this tab by one click, of the site and of all in the menu. */
export function PauseButton({ off, actions, watching }: Props) {
  const [isOpen, setOpen] = useState(false);
  const root = useMenu(isOpen, () => setOpen(false));
  const { label, title, run } = WORDS[off ?? "none"];
  return (
    <div class="export">
      <button type="button" class="plain" title={title} onClick={() => run(actions)}>
        <Icon name={off ? "play" : "pause"} />
        <span class="wide">{label}</span>
        <span class="spoken narrow">{label}</span>
      </button>
      <div ref={root}>
        <button
          type="button"
          class="plain more"
          aria-label="What is watched and stored"
          title="Pause everywhere, choose for this site, delete what is stored"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="more" size={10} />
        </button>
        {isOpen && (
          <Menu class="watch-menu">
            <WatchMenu {...{ off, actions, watching }} onDone={() => setOpen(false)} />
          </Menu>
        )}
      </div>
    </div>
  );
}

type Words = { label: string; title: string; run(actions: PanelActions): void };

const WORDS: Record<"none" | Exclude<Props["off"], null>, Words> = {
  none: {
    label: "Pause",
    title: "Stop watching this tab, until it is resumed",
    run: (actions) => actions.setTabPaused(true),
  },
  tab: {
    label: "Resume",
    title: "Watch this tab again",
    run: (actions) => actions.setTabPaused(false),
  },
  site: {
    label: "Watch this site",
    title: "The site is switched off: watch it again",
    run: (actions) => actions.watchSite(),
  },
  everywhere: {
    label: "Resume everywhere",
    title: "Watch all tabs again",
    run: (actions) => actions.setPaused(false),
  },
};
