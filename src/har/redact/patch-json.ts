/** JSON with some values changed, and everything else as it was written. */

type Raw = Record<string, unknown>;

const isObject = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an object within holds a name more than once: `nameCount` is how many were written. */
export const hasNamesTwice = (value: unknown, nameCount: number): boolean =>
  countNames(value) !== nameCount;

function countNames(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const values = Object.values(value);
  let count = Array.isArray(value) ? 0 : values.length;
  for (const within of values) count += countNames(within);
  return count;
}

/** `json`: what `before` was read from, with no name twice. `after`: the same but for some values. */
export function patchJson(json: string, before: unknown, after: unknown): string {
  let patched = "";
  let copiedTo = 0;
  let at = 0;

  const skipSpace = () => {
    while (" \t\r\n".includes(json[at] as string)) at++;
  };
  const skipText = () => {
    for (at++; json[at] !== '"'; at++) if (json[at] === "\\") at++;
    at++;
  };
  const skipValue = () => {
    let depth = 0;
    do {
      const sign = json[at] as string;
      if (sign === '"') skipText();
      else {
        if (sign === "{" || sign === "[") depth++;
        else if (sign === "}" || sign === "]") depth--;
        at++;
      }
    } while (depth > 0);
  };
  const skipScalar = () => {
    if (json[at] === '"') skipText();
    else while (at < json.length && !" \t\r\n,]}".includes(json[at] as string)) at++;
  };

  const patch = (was: unknown, is: unknown): void => {
    skipSpace();
    const start = at;
    const isContainer = typeof was === "object" && was !== null;
    if (was === is || !isContainer || !isAlike(was, is)) {
      if (isContainer) skipValue();
      else skipScalar();
      if (was === is) return;
      patched += json.slice(copiedTo, start) + JSON.stringify(is);
      copiedTo = at;
      return;
    }
    const isList = Array.isArray(was);
    const count = Object.keys(was).length;
    at++;
    for (let index = 0; index < count; index++) {
      skipSpace();
      let key: string | number = index;
      if (!isList) {
        const nameAt = at;
        skipText();
        key = JSON.parse(json.slice(nameAt, at)) as string;
        skipSpace();
        at++;
      }
      patch((was as Raw)[key], (is as Raw)[key]);
      skipSpace();
      if (index < count - 1) at++;
    }
    skipSpace();
    at++;
  };

  patch(before, after);
  return patched + json.slice(copiedTo);
}

/** Whether both have the same names, or as many items. */
function isAlike(was: object, is: unknown): boolean {
  if (Array.isArray(was)) return Array.isArray(is) && is.length === was.length;
  if (!isObject(is)) return false;
  const names = Object.keys(was);
  return names.length === Object.keys(is).length && names.every((name) => Object.hasOwn(is, name));
}
