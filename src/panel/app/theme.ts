/** In DevTools the theme is DevTools' own; in a tab CSS follows prefers-color-scheme by itself. */
export function followDevToolsTheme(
  root: HTMLElement,
  panels: typeof chrome.devtools.panels,
): void {
  const apply = (name: string) => {
    root.dataset.theme = name === "dark" ? "dark" : "light";
  };
  apply(panels.themeName);
  panels.setThemeChangeHandler?.(apply);
}
