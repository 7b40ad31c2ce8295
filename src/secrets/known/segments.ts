/** Parts of a path that open something, rather than name it. */
import { looksLikeJwt } from "../secrets.ts";
import { shapeAt } from "./shapes.ts";
import { isSecretWord } from "./words.ts";

/** As long as a hash: shorter ones in a path name a room or a record, such as MongoDB's 24 and a UUID's 32. */
const LONG_HEX = /[\da-f]{40}/i;
const LONG = /[\w-]{32}/;
/** Most parts of most paths are shorter than any credential, and need no look. */
const SHORTEST = 16;

export const isSecretSegment = (segment: string): boolean =>
  segment.length >= SHORTEST &&
  (looksLikeJwt(segment) ||
    shapeAt(segment, 0, segment.length) !== null ||
    ((LONG_HEX.test(segment) || (LONG.test(segment) && isMixed(segment))) &&
      isSecretWord(segment)));

const isMixed = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
