import type { SwitchName } from "../shared/stored-switches.ts";

type SwitchField = { name: SwitchName; label: string; help: string };

/** How each switch stands on the page. */
export const SWITCH_FIELDS: readonly SwitchField[] = [
  {
    name: "preserveLog",
    label: "Preserve log",
    help: "From the next tab on: new tabs keep their connections when they go to another page. Tabs that are open keep their own choice, which the panel has a switch for.",
  },
];
