/** What the user says of an item of the checklist; either part may be left to the evidence. */
export type Override = { outcome?: Outcome; note?: string };

/** By the number of the item. */
export type Overrides = Readonly<Record<number, Override>>;

export const OUTCOMES = ["yes", "no", "not-applicable", "ask"] as const;
export type Outcome = (typeof OUTCOMES)[number];
