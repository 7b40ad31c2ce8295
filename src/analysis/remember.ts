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

/**
 * Remembers what was found in a connection until the connection changes, so that a diagnosis after
 * one more event costs little more than that event. `find` looks at nothing but the connection and
 * what it is told `about` it.
 */
export function rememberPerConnection<C extends Connection, A, T>(
  find: (connection: C, about: A) => T,
): (connection: C, about: A) => T {
  const known = new WeakMap<C, { revision: number; about: A; found: T }>();
  return (connection, about) => {
    const { revision } = connection;
    const before = known.get(connection);
    if (before && before.revision === revision && before.about === about) return before.found;
    const found = find(connection, about);
    // One that no event made, as of another tool's file, has no revisions.
    if (revision > 0) known.set(connection, { revision, about, found });
    return found;
  };
}
