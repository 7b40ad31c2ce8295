const WIDTHS = [44, 8, 46, 46];

/** One line of the table; what is too long for its column pushes the next one on. */
export const formatRow = (...cells: string[]): string =>
  cells
    .map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0))
    .join(" | ")
    .trimEnd();
