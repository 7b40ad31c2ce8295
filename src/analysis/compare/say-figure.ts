import { formatDuration } from "../../words/words.ts";
import type { Figure } from "./compared.ts";

/** "availability 99.8 % instead of 91 %". */
export const sayFigure = (figure: Figure): string =>
  `${figure.label} ${sayValue(figure, "after")} instead of ${sayValue(figure, "before")}`;

/** "16 s so far" where an outage goes on. */
export function sayValue(figure: Figure, of: "before" | "after"): string {
  const value = figure[of];
  if (value === null) return "not known";
  return `${inUnit(figure.unit, value)}${figure.unfinished[of] ? " so far" : ""}`;
}

function inUnit(unit: Figure["unit"], value: number): string {
  switch (unit) {
    case "ms":
      return formatDuration(value);
    case "%":
      return `${round(value * 100, 1)} %`;
    case "/h":
      return String(round(value, value < 10 ? 1 : 0));
    default:
      return String(value);
  }
}

const round = (value: number, digits: number): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;
