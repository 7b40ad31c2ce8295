/** What the user switches on the options page and the background obeys; it follows the user. */

/** Each by its key in `storage.sync`, off until it is switched on. */
const SWITCHES = [
  /** Whether a tab keeps its connections when it goes to another page, until told otherwise. */
  "preserveLog",
] as const;

export type SwitchName = (typeof SWITCHES)[number];
export type Switches = Readonly<Record<SwitchName, boolean>>;

const isOn = (value: unknown): boolean => value === true;

/** From what the sync area holds; nothing: as they are before anybody touches them. */
export const readSwitches = (sync: Record<string, unknown>): Switches =>
  Object.assign({}, ...SWITCHES.map((name) => ({ [name]: isOn(sync[name]) })));
