import type { FindingId } from "../finding.ts";
import { CONTENT } from "./content.ts";
import { ENDED } from "./ended.ts";
import { ESTABLISHMENT } from "./establishment.ts";
import { HYGIENE } from "./hygiene.ts";
import type { Judged } from "./judged.ts";
import { RETURNING } from "./returning.ts";

/** How each finding is judged. One without it does not compile. */
export const HANDBOOK: Record<FindingId, Judged> = {
  ...ESTABLISHMENT,
  ...ENDED,
  ...CONTENT,
  ...RETURNING,
  ...HYGIENE,
};
