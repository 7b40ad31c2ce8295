/** So much stands before a hit that is not at the beginning; a hit in front of that is in sight. */
const BEFORE = 24;
const IN_SIGHT = 48;

/**
 * What a row shows of its beginning while something is searched for: the part with the hit, which
 * else would be cut off. What stands deeper in a message is marked once it is open.
 */
export function aroundHit(preview: string, searched: string): string {
  if (searched === "") return preview;
  const at = preview.toLowerCase().indexOf(searched.toLowerCase());
  return at < IN_SIGHT ? preview : `…${preview.slice(at - BEFORE)}`;
}
