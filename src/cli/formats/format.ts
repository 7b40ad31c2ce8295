import { UsageError } from "../command.ts";

export const FORMATS = ["text", "json", "markdown", "github", "junit", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

type Asked = { format: string | undefined; json: boolean; markdown: boolean };

/** `--json` and `--markdown` are older names of two of them. */
export function formatOf({ format, json, markdown }: Asked): Format {
  const asked = [
    ...(format === undefined ? [] : [format]),
    ...(json ? ["json"] : []),
    ...(markdown ? ["markdown"] : []),
  ];
  if (json && markdown) throw new UsageError("--json and --markdown exclude each other.");
  if (new Set(asked).size > 1) {
    throw new UsageError(`--format ${format} and --${asked[1]} exclude each other.`);
  }
  return FORMATS.find((known) => known === asked[0]) ?? "text";
}
