import { kindsInWords, totalOf } from "../../har/mask/kinds-in-words.ts";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { plain } from "../../words/safe-text.ts";
import { countOf } from "../../words/words.ts";

export type RedactReport = {
  file: string;
  /** Null where nothing was written. */
  output: string | null;
  count: number;
  secrets: Masked[];
};

/** How many groups of secrets are told one by one. */
const TOLD = 40;

/** For a terminal. Nothing of a secret is in it. */
export function writeReport({ file, output, count, secrets }: RedactReport): string {
  if (count === 0) return `${plain(file)}: no secrets found.\n`;
  const done = output === null ? "found" : "masked";
  const lines = [
    `${file}: ${countOf(count, "secret")} ${done}: ${kindsInWords(secrets)}.`,
    ...secrets.slice(0, TOLD).map(lineOf),
  ];
  const more = secrets.length - TOLD;
  if (more > 0) lines.push(`  and ${countOf(more, "kind")} more, which --json lists`);
  return `${lines.map(plain).join("\n")}\n`;
}

function lineOf({ place, example, at, count }: Masked): string {
  const where = at.length > 0 ? `, ${count > at.length ? "first " : ""}at ${at.join(", ")}` : "";
  return `  ${String(count).padStart(6)}  ${example} in ${place}${where}`;
}

export const makeReport = (
  file: string,
  output: string | null,
  secrets: Masked[],
): RedactReport => ({ file, output, count: totalOf(secrets), secrets });
