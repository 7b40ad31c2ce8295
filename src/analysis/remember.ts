import type { Connection } from "../session/session.ts";

/** Remembers what was found in an object that never changes, such as an exception, by one `key`. */
export function createMemory<O extends object, T>(): (object: O, key: string, find: () => T) => T {
  const known = new WeakMap<O, { key: string; found: T }>();
  return (object, key, find) => {
    const before = known.get(object);
    if (before?.key === key) return before.found;
    const found = find();
    known.set(object, { key, found });
    return found;
  };
}

/** Of so many texts; there are about a thousand of our own. */
const MOST_TEXTS = 4_096;

/** What follows from a text alone is found once: of our own words, which are always the same. */
export function createOnce<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(text, found);
    return found;
  };
}

/**
 * Remembers what was found in a connection until the connection changes, so that a diagnosis after
 * one more event costs little more than that event. `find` looks at nothing but the connection and
 * what it is told `about` it.
 */
export function rememberPerConnection<C extends Connection, A, T>(
  find: (connection: C, about: A) => T,
): (connection: C, about: A) => T {
  const place = places++;
  return (connection, about) => {
    const known = knownOf(connection);
    if (known === null) return find(connection, about);
    const before = known[place] as { about: A; found: T } | undefined;
    if (before !== undefined && before.about === about) return before.found;
    const found = find(connection, about);
    known[place] = { about, found };
    return found;
  };
}

/** How many there are that remember: each has a place of its own in what is known of a connection. */
let places = 0;

type Known = { revision: number; found: unknown[] };

/** One table for all of them: dozens ask of each connection, at each diagnosis. */
const knownOfAll = new WeakMap<Connection, Known>();

/** By place; whoever put something there alone takes it out again. */
function knownOf(connection: Connection): unknown[] | null {
  const { revision } = connection;
  // One that no event made, as of another tool's file, has no revisions.
  if (revision <= 0) return null;
  const known = knownOfAll.get(connection);
  if (known?.revision === revision) return known.found;
  const found = new Array<unknown>(places);
  knownOfAll.set(connection, { revision, found });
  return found;
}
