import type { LogLine } from "../record.ts";
import type { LogTime } from "../times.ts";

/** `time`: when the carrier took the line, for those that say no time of their own. */
export type Where = { nearMs: number; time?: LogTime | null };

/** One format: what its lines tell. Null: the line is not of this format. */
export type Format = {
  name: string;
  server: string;
  parse(line: string, where: Where): LogLine | null;
};
