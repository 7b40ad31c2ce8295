import { formatDuration } from "../../words/words.ts";
import type { Figure } from "./compared.ts";

/** "availability 99.8 % instead of 91 %". */
export const sayFigure = (figure: Figure): string =>
  `${figure.label} ${sayValue(figure, figure.after)} instead of ${sayValue(figure, figure.before)}`;

export function sayValue({ unit }: Pick<Figure, "unit">, value: number | null): string {
  if (value === null) return "not known";
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
