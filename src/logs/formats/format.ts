import type { LogLine } from "../record.ts";

export type Where = { nearMs: number };

/** One format: what its lines tell. Null: the line is not of this format. */
export type Format = {
  name: string;
  server: string;
  parse(line: string, where: Where): LogLine | null;
};
