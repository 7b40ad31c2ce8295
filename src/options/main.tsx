import { render } from "preact";
import { createChoiceStore } from "./choice-store.ts";
import type { Choices } from "./choices.ts";
import { Options } from "./components/Options.tsx";

const root = document.getElementById("app");

const draw = (choices: Choices, problem: string): void => {
  if (root) render(<Options choices={choices} problem={problem} actions={store.actions} />, root);
};

const store = await createChoiceStore(draw);
draw(store.current(), "");
addEventListener("pagehide", () => void store.flush());
