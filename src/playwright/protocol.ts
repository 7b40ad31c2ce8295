/** What the recorder in a page says to the test's process, as JSON: by the binding of this name. */
import type { Clock, LateBody } from "../protocol/envelope.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { MAX_ROWS, makeColumns, type Rows } from "../protocol/rows.ts";

export const BINDING = "__stormglassRecorder";
/** By which the test's process asks a page for what it has not said yet. */
export const FLUSH = "__stormglassFlush";

export type FromPage = { documentId: string } & (
  | {
      kind: "hello";
      url: string;
      top: boolean;
      hooked: boolean;
      visible: boolean;
      online: boolean;
      beganAt: number;
    }
  | {
      kind: "envelope";
      n: number;
      clock: Clock;
      recorded: boolean;
      rows: Rows | null;
      backlog: Rows | null;
      lateBodies: LateBody[];
      events: PageEvent[];
    }
);

/** Bytes as base64, columns as lists; `reviveFromPage` undoes it. */
type Base64 = { base64: string };

const isBase64 = (value: unknown): value is Base64 =>
  typeof value === "object" && value !== null && typeof (value as Base64).base64 === "string";

/** As the page said it, with bytes and columns again; what is in it is not checked yet. */
export function reviveFromPage(text: string): unknown {
  const raw: unknown = JSON.parse(text, (_, value: unknown) =>
    isBase64(value) ? Uint8Array.from(Buffer.from(value.base64, "base64")) : value,
  );
  if (typeof raw !== "object" || raw === null) return null;
  const message = raw as Record<string, unknown>;
  return { ...message, rows: reviveRows(message.rows), backlog: reviveRows(message.backlog) };
}

function reviveRows(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return null;
  const rows = raw as Record<string, unknown>;
  const columns = Object.entries(makeColumns(0)).map(([name, column]) => {
    const list = rows[name];
    return [name, Array.isArray(list) ? fill(column, list) : list];
  });
  return { ...raw, ...Object.fromEntries(columns) };
}

/** As many as may come at once; what is in them, and whether they agree, is checked with the rest. */
function fill(column: Float64Array | Uint32Array | Uint8Array, list: unknown[]): unknown {
  const numbers = list.slice(0, MAX_ROWS + 1).map(Number);
  if (column instanceof Uint32Array) return Uint32Array.from(numbers);
  return column instanceof Uint8Array ? Uint8Array.from(numbers) : Float64Array.from(numbers);
}
