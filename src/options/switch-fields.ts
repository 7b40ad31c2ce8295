import type { SwitchName } from "../shared/stored-switches.ts";

type SwitchField = { name: SwitchName; label: string; help: string };

/** How each switch stands on the page. */
export const SWITCH_FIELDS: readonly SwitchField[] = [
  {
    name: "preserveLog",
    label: "Preserve log",
    help: "New tabs keep their connections when they go to another page. The panel has the same switch for its tab.",
  },
];
