/** The pages come with the source: they have no public address. */
export const WHERE_EXPLAINED =
  "What each finding means, how it is judged and what it cannot tell stands in Stormglass's docs/findings/, one page for each name.";
