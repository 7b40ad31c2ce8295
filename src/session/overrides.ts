/** What the user says of an item of the checklist; either part may be left to the evidence. */
export type Override = { outcome?: Outcome; note?: string };

/** By the number of the item, of two digits at most. */
export type Overrides = Readonly<Record<number, Override>>;

export const OUTCOMES = ["yes", "no", "not-applicable", "ask"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** As long as the longest that anyone would read in a table. */
const MAX_NOTE_LENGTH = 1_000;

/** From another context or a file: what is no answer is left out, so it takes bounded room. */
export function parseOverrides(raw: unknown): Overrides {
  const overrides: Record<number, Override> = {};
  if (typeof raw !== "object" || raw === null) return overrides;
  for (const [number, value] of Object.entries(raw)) {
    const override = parseOverride(value);
    if (/^\d{1,2}$/.test(number) && override) overrides[Number(number)] = override;
  }
  return overrides;
}

function parseOverride(raw: unknown): Override | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { outcome, note } = raw as { outcome?: unknown; note?: unknown };
  const known = OUTCOMES.find((each) => each === outcome);
  if (known === undefined && typeof note !== "string") return null;
  return {
    ...(known === undefined ? {} : { outcome: known }),
    ...(typeof note === "string" ? { note: note.slice(0, MAX_NOTE_LENGTH) } : {}),
  };
}
