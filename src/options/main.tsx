import { render } from "preact";
import { browser } from "../shared/browser.ts";
import { forgetSite, loadChoices, setPaused, setSite } from "./choices.ts";
import { Options } from "./Options.tsx";

const root = document.getElementById("app");

async function draw(): Promise<void> {
  if (!root) return;
  const choices = await loadChoices();
  render(
    <Options choices={choices} onPause={setPaused} onSite={setSite} onForget={forgetSite} />,
    root,
  );
}

// Popup and panels change the same choices while this page is open.
browser.storage.onChanged.addListener(() => void draw());
await draw();
