import { render } from "preact";
import type { StoredSums } from "../protocol/stored-message.ts";
import { createChoiceStore } from "./choice-store.ts";
import { Options } from "./components/Options.tsx";
import { followOpenTabs } from "./open-tabs.ts";
import { followStored } from "./stored.ts";

const root = document.getElementById("app");
let problem = "";
let tabUrls: readonly string[] = [];
let sums: StoredSums | null = null;

const draw = (): void => {
  if (!root) return;
  const { actions } = store;
  const shown = { choices: store.current(), problem, actions, tabUrls, stored: sums };
  render(<Options {...shown} onForget={stored.forget} />, root);
};

const store = await createChoiceStore((_, said) => {
  problem = said;
  draw();
});
const stored = followStored((told) => {
  sums = told;
  draw();
});
followOpenTabs((urls) => {
  tabUrls = urls;
  draw();
});
draw();
// A link to one of its parts is older than the part.
document.getElementById(location.hash.slice(1))?.scrollIntoView();
addEventListener("pagehide", () => void store.flush());
