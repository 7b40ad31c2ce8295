import { browser } from "../shared/browser.ts";

/** The addresses of the open tabs, told again whenever one comes, goes or changes. */
export function followOpenTabs(onChange: (urls: readonly string[]) => void): void {
  const look = async () => {
    const tabs = await browser.tabs.query({});
    onChange(tabs.flatMap(({ url }) => (url === undefined ? [] : [url])));
  };
  browser.tabs.onCreated.addListener(() => void look());
  browser.tabs.onRemoved.addListener(() => void look());
  browser.tabs.onUpdated.addListener((_, change) => {
    if (change.url !== undefined) void look();
  });
  void look();
}
