/** Canvas knows no CSS variables: the theme's colours, as the browser works them out. */
const NAMES = {
  bg: "--bg",
  bar: "--bg-bar",
  raised: "--bg-raised",
  selected: "--bg-selected",
  warningBg: "--bg-warning",
  text: "--text",
  quiet: "--text-quiet",
  line: "--line",
  accent: "--accent",
  body: "--info",
  open: "--good-fill",
  warning: "--warning-fill",
  error: "--error-fill",
  ended: "--quiet-fill",
} as const;

type Name = keyof typeof NAMES;
export type Palette = Readonly<Record<Name, string>>;

/** Where the user chose a few colours of their own, shapes alone tell things apart. */
const FORCED: Palette = {
  bg: "Canvas",
  bar: "Canvas",
  raised: "Canvas",
  selected: "Canvas",
  warningBg: "Canvas",
  text: "CanvasText",
  quiet: "CanvasText",
  line: "GrayText",
  accent: "Highlight",
  body: "CanvasText",
  open: "CanvasText",
  warning: "CanvasText",
  error: "LinkText",
  ended: "GrayText",
};

const FORCED_COLORS = "(forced-colors: active)";

/** `probe`: an element that is not shown, whose colour may change. */
export function readPalette(probe: HTMLElement): Palette {
  const isForced = matchMedia(FORCED_COLORS).matches;
  probe.style.forcedColorAdjust = "none";
  const entries = Object.entries(NAMES).map(([name, variable]) => {
    probe.style.color = isForced ? FORCED[name as Name] : `var(${variable})`;
    return [name, getComputedStyle(probe).color];
  });
  return Object.fromEntries(entries) as Palette;
}

/** Calls back when light turns dark, or the user's own colours come or go. */
export function watchPalette(onChange: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", FORCED_COLORS].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", onChange);
  const watcher = new MutationObserver(onChange);
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    watcher.disconnect();
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}
