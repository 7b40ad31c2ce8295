import { ACCESS_LINES } from "./formats/access-lines.ts";
import type { CsvFormat } from "./formats/csv.ts";
import { ERROR_LINES } from "./formats/error-lines.ts";
import type { Format } from "./formats/format.ts";
import { givenFormat } from "./formats/given-format.ts";
import { fieldNamed } from "./formats/json-fields.ts";
import { flatten, JSON_LINES, LOGFMT, nameOfJson, parseObject } from "./formats/json-lines.ts";
import { OPENCLAW } from "./formats/openclaw.ts";
import { PLAIN_LINES } from "./formats/plain-lines.ts";
import type { LogLine } from "./record.ts";

/** Fields whose meaning or unit was guessed by their names. */
export type Mapping = { name: string; field: string }[];

/** More specific ones first: what several can read is the first one's. */
const FORMATS: readonly Format[] = [
  ...OPENCLAW,
  ...ERROR_LINES,
  ...ACCESS_LINES,
  JSON_LINES,
  LOGFMT,
  PLAIN_LINES,
];

/** Which formats one log has: by what its lines could be read as, and by the one that was given. */
export function createFormatChoice(given: string | null) {
  const formats = given === null ? [...FORMATS] : [givenFormat(given), ...FORMATS];
  const counts = new Map<string, number>();
  let mapping: Mapping = [];
  const sorted = () => [...counts].sort((a, b) => b[1] - a[1]);
  return {
    /** One that the log's own first lines describe. */
    add: (format: Format) => void formats.unshift(format),
    addCsv(csv: CsvFormat): void {
      formats.unshift(csv);
      mapping = mappingOf(csv.columns);
    },
    parse(text: string, about: Parameters<Format["parse"]>[1]): LogLine | null {
      for (let i = 0; i < formats.length; i++) {
        const format = formats[i];
        const read = format?.parse(text, about);
        if (!format || !read) continue;
        const label = format === JSON_LINES ? nameOfJson(text).name : format.name;
        counts.set(label, (counts.get(label) ?? 0) + 1);
        if (format === JSON_LINES && mapping.length === 0 && label === JSON_LINES.name) {
          const object = parseObject(text);
          if (object) mapping = mappingOf(flatten(object).map(([each]) => each));
        }
        // The next line is likely of the same format; the given one stays first.
        if (i > 1) {
          formats.splice(i, 1);
          formats.splice(given === null ? 0 : 1, 0, format);
        }
        return read;
      }
      return null;
    },
    /** Those with most lines first. */
    read: () => sorted().map(([name, lines]) => ({ name, lines })),
    server(): string {
      const [label] = sorted()[0] ?? [];
      return formats.find(({ name }) => name === label)?.server ?? "a log";
    },
    mapping: () => mapping,
  };
}

function mappingOf(names: readonly string[]): Mapping {
  return names.flatMap((name) => {
    const known = fieldNamed(name);
    return known ? [{ name, field: known.isGuess ? `${known.field} (a guess)` : known.field }] : [];
  });
}
