/** Which connections of a list fold into its row "helpers": those of which nothing else is to be said. */

import type { Finding } from "../../../analysis/finding.ts";
import type { EndpointGroup } from "../../../analysis/series/endpoint-groups.ts";
import { isHelper, MIN_HELPERS } from "../../../analysis/series/helpers.ts";
import { countOf } from "../../../words/words.ts";
import type { FindingIndex } from "../finding-index.ts";
import { isAttemptOf } from "./attempt-folds.ts";

/** By the group, the ids of its helpers; without groups that have too few. */
export type Helpers = ReadonlyMap<string, ReadonlySet<string>>;

/** `groups`: unfiltered, so that a filter or a time hides rows and does not tear the fold apart. */
export function findHelpers(
  groups: readonly EndpointGroup[],
  { newestFirst, byConnection }: Pick<FindingIndex, "newestFirst" | "byConnection">,
): Helpers {
  const folds = new Map<string, ReadonlySet<string>>();
  const storms = newestFirst.filter(({ id }) => id === "reconnect-storm");
  for (const { id, endpoint, connections } of groups) {
    const own = storms.filter(({ subject }) => subject.url === endpoint);
    const helpers = connections.filter(
      (connection) =>
        isHelper(connection) &&
        isPlain(byConnection.get(connection.id)) &&
        !own.some((storm) => isAttemptOf(storm, connection)),
    );
    if (helpers.length >= MIN_HELPERS) folds.set(id, new Set(helpers.map((helper) => helper.id)));
  }
  return folds;
}

/** That the page closed it is what makes it a helper; whatever else was found is to be seen. */
const isPlain = (findings: readonly Finding[] = []): boolean =>
  findings.every(({ id, severity }) => id === "closed-by-page" && severity === "info");

export const helpersInWords = (count: number): string =>
  `${countOf(count, "connection")} that opened and closed at once without data`;
