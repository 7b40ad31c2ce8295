import type { Topic } from "./topics.ts";

export type Rule = {
  topic: Topic;
  /** Said of lower-case text whose names are spaced: "RATE_LIMITED" is "rate limited". */
  says: RegExp;
  /** Not where these stand, too: another rule, or none, knows better. */
  unless?: RegExp;
  /** Words that more than one topic uses: clearer ones elsewhere in the same error go first. */
  isVague?: true;
};

/** One expression of alternatives that begin and end with words. */
export function words(...alternatives: string[]): RegExp {
  const source = `(?<![\\w'])(?:${alternatives.join("|")})(?![\\w'])`;
  return new RegExp(source);
}

/** Of a few words in between: "invalid access token", "token in the header is missing". */
export const few = (count: number): string => `(?:[\\w'#-]+,? ){0,${count}}`;
