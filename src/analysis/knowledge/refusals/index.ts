import type { Fix } from "../../finding.ts";
import { APPLICATIONS } from "./applications.ts";
import { CONTAINERS } from "./containers.ts";
import { HOSTING } from "./hosting.ts";
import { ORIGINS } from "./origins.ts";
import { isShownBy, type Refused } from "./refusal.ts";

/** Every one that is known. */
export const REFUSALS = [...ORIGINS, ...APPLICATIONS, ...CONTAINERS, ...HOSTING];

type Told = { causes: string[]; fixes: Fix[] };

/** What is known of those who show to be there: `first` is likelier than what the status means anywhere. */
export function readRefusals(refused: Refused): { first: Told; last: Told } {
  const shown = REFUSALS.filter((refusal) => isShownBy(refusal, refused));
  // Two signs of one thing: the first that leads to an advice says it.
  const found = shown.filter(
    ({ fix }, i) => shown.findIndex((one) => one.fix.text === fix.text) === i,
  );
  const isLast = (one: (typeof found)[number]) => one.last?.includes(refused.status) ?? false;
  const told = (some: typeof found): Told => ({
    causes: some.map(({ cause }) => cause),
    fixes: some.map(({ fix }) => fix),
  });
  return { first: told(found.filter((one) => !isLast(one))), last: told(found.filter(isLast)) };
}
