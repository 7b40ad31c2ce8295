import type { Command } from "../command.ts";
import { compare } from "./compare.ts";
import { completionOf } from "./completion.ts";
import { convert } from "./convert.ts";
import { diagnose } from "./diagnose.ts";
import { explain } from "./explain.ts";
import { exportOtlp } from "./export-otlp.ts";
import { mcp } from "./mcp.ts";
import { merge } from "./merge.ts";
import { redact } from "./redact.ts";
import { report } from "./report.ts";

/** In the order of the help. A new command is its file and its row here. */
export const COMMANDS: readonly Command[] = [
  diagnose,
  report,
  compare,
  merge,
  explain,
  redact,
  convert,
  mcp,
  exportOtlp,
  completionOf(() => COMMANDS),
];
