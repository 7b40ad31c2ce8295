import type { Code } from "../../services/service.ts";
import { SERVICE_ROWS, type ServiceName } from "../../services/services.ts";

/** What one service or library means by a code. */
export type ServiceCode = Code & { service: ServiceName };

export const SERVICE_CODES: readonly ServiceCode[] = SERVICE_ROWS.flatMap(
  ([service, { codes = [] }]) => codes.map((code) => ({ service, ...code })),
);

const isRange = ({ code }: Code): boolean => typeof code !== "number";

const holds = ({ code }: Code, wanted: number): boolean =>
  typeof code === "number" ? code === wanted : wanted >= code[0] && wanted <= code[1];

const rowsByCode = new Map<number, ServiceCode[]>();

/** Every row for a code, a code of its own before a range that holds it. */
export function serviceCodes(code: number): readonly ServiceCode[] {
  let rows = rowsByCode.get(code);
  if (!rows) {
    rows = SERVICE_CODES.filter((row) => holds(row, code)).sort(
      (a, b) => Number(isRange(a)) - Number(isRange(b)),
    );
    // One session in trouble asks for the same few codes thousands of times; there are 65,536 in all.
    rowsByCode.set(code, rows);
  }
  return rows;
}
