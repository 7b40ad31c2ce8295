import type { ConnectionReport } from "../../analysis/finding.ts";
import type { OpenSession } from "./shelf.ts";
import { WrongQuestion } from "./tool.ts";

/** A sentence is thrown where the session has no such connection. */
export function connectionNumbered({ report, id }: OpenSession, number: number): ConnectionReport {
  const found = report.connections.find(({ ordinal }) => ordinal === number);
  if (found) return found;
  const last = report.connections.at(-1)?.ordinal;
  const range = last === undefined ? "it has none" : `its numbers end with ${last}`;
  throw new WrongQuestion(
    `Session ${id} has no connection ${number}: ${range}. See list_connections.`,
  );
}
