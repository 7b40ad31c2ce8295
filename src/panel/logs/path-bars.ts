/** Where the hops of one connection lie beside each other. */
import type { ConnectionPath } from "../../logs/beside.ts";
import type { Span } from "../ui/span.ts";

/** Percent of the whole width; `unsure`: where its end may lie as well. */
export type Bar = { left: number; width: number; unsureLeft: number; unsure: number };

/** From the first begin to the last end of anybody. */
export function spanOfPath({ connection, hops }: ConnectionPath, nowMs: number): Span {
  const { createdAt, endedAt } = connection;
  const times = [
    createdAt,
    endedAt ?? nowMs,
    ...hops.flatMap(({ begin, end }) => [begin, end]).filter((at) => at !== null),
  ];
  return { from: Math.min(...times), to: Math.max(...times) };
}

/** What has no begin has been there from the first; null where no end is known, either. */
export function barOf(
  span: Span,
  begin: number | null,
  end: number | null,
  uncertaintyMs: number,
): Bar | null {
  if (begin === null && end === null) return null;
  const length = Math.max(1, span.to - span.from);
  const percent = (at: number) => Math.min(100, Math.max(0, (100 * (at - span.from)) / length));
  const left = percent(begin ?? span.from);
  const right = percent(end ?? span.to);
  const isUnsure = end !== null && Number.isFinite(uncertaintyMs);
  const unsureLeft = percent((end ?? 0) - uncertaintyMs);
  return {
    left,
    width: Math.max(0, right - left),
    unsureLeft: isUnsure ? unsureLeft : 0,
    unsure: isUnsure ? percent((end ?? 0) + uncertaintyMs) - unsureLeft : 0,
  };
}

/** The page was over before each hop, as far as the clocks can say. */
export const isPageFirst = ({ connection: { endedAt }, hops }: ConnectionPath): boolean => {
  const ends = hops.filter(({ end }) => end !== null);
  return (
    endedAt !== null &&
    ends.length > 0 &&
    ends.every(({ end, uncertaintyMs }) => end !== null && endedAt < end - uncertaintyMs)
  );
};
