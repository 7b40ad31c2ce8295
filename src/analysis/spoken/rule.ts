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
export const words = (...alternatives: string[]): RegExp =>
  new RegExp(`(?<![\\w'])(?:${alternatives.join("|")})(?![\\w'])`);

/** Of a few words in between: "invalid access token", "token in the header is missing". */
export const few = (count: number): string => `(?:[\\w'#-]+,? ){0,${count}}`;
