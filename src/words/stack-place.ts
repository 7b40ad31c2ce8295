/** The place that a line of a stack ends with: "… https://host/chat.js:41:17)". */
export type StackPlace = {
  /** All that stands before the line, with whatever the engine put in front of the address. */
  url: string;
  line: number;
  column: number;
};

/** Null: the line names no place in a file. */
export function readPlace(stackLine: string): StackPlace | null {
  const text = stackLine.trim();
  const end = text.endsWith(")") ? text.length - 1 : text.length;
  const column = text.lastIndexOf(":", end);
  const line = text.lastIndexOf(":", column - 1);
  if (column < 0 || line < 1) return null;
  const figures = [text.slice(line + 1, column), text.slice(column + 1, end)];
  if (!figures.every((figure) => /^\d{1,10}$/.test(figure))) return null;
  return { url: text.slice(0, line), line: Number(figures[0]), column: Number(figures[1]) };
}
