/**
 * A copy of something of a session with all of its moments moved, as though its clock had been set
 * otherwise. Moments are told by their names, which the whole session keeps to (`session.ts`).
 */
export function shiftTimes<T>(value: T, byMs: number): T {
  return byMs === 0 ? value : (shift(value, byMs, false) as T);
}

const MOMENTS = new Set(["at", "since", "until", "watchedFrom", "livedFrom", "wallMs"]);
const isMoment = (name: string): boolean => MOMENTS.has(name) || /(?:At|Since)$/.test(name);

function shift(value: unknown, byMs: number, moment: boolean): unknown {
  if (typeof value === "number") return moment ? value + byMs : value;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (value instanceof Map) {
    return new Map([...value].map(([key, each]) => [key, shift(each, byMs, false)]));
  }
  // A list under such a name is one of moments.
  if (Array.isArray(value)) return value.map((each) => shift(each, byMs, moment));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, shift(each, byMs, isMoment(name))]),
  );
}
