/** Stretches of time, how they are moved and widened, and where a moment stands in them. */
import type { Connection } from "../../session/session.ts";

/** Epoch ms. */
export type Span = { from: number; to: number };

/** Finer than a frame of the screen nothing happens that a clock of 0.1 ms tells apart. */
const MIN_SPAN_MS = 5;

/** Infinite while it goes on. */
export const lifeOf = ({ createdAt, end }: Connection): Span => ({
  from: createdAt,
  to: end?.at ?? Number.POSITIVE_INFINITY,
});

export const lengthOf = ({ from, to }: Span): number => to - from;

export const overlaps = (a: Span, b: Span): boolean => a.from <= b.to && a.to >= b.from;

export const spanBetween = (a: number, b: number): Span => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
});

/** The same length where it fits, moved into the bounds. */
export function clampSpan(span: Span, bounds: Span): Span {
  const length = Math.min(lengthOf(span), lengthOf(bounds));
  const from = Math.min(Math.max(span.from, bounds.from), bounds.to - length);
  return { from, to: from + length };
}

/** `factor` under 1 shows less; the moment `at` stays where it is on the screen. */
export function zoomSpan(span: Span, factor: number, at: number, bounds: Span): Span {
  const shortest = Math.min(MIN_SPAN_MS, lengthOf(bounds));
  const length = Math.min(Math.max(lengthOf(span) * factor, shortest), lengthOf(bounds));
  const share = lengthOf(span) > 0 ? (at - span.from) / lengthOf(span) : 0.5;
  const from = at - share * length;
  return clampSpan({ from, to: from + length }, bounds);
}

export const panSpan = ({ from, to }: Span, byMs: number, bounds: Span): Span =>
  clampSpan({ from: from + byMs, to: to + byMs }, bounds);

/** Moved as little as possible until what is out of sight is in it, its beginning in doubt. */
export function revealIn(span: Span, wanted: Span, bounds: Span): Span {
  if (overlaps(span, wanted)) return span;
  const margin = lengthOf(span) / 10;
  const before = wanted.from < span.from || lengthOf(wanted) > lengthOf(span) - 2 * margin;
  const from = before ? wanted.from - margin : wanted.to + margin - lengthOf(span);
  return clampSpan({ from, to: from + lengthOf(span) }, bounds);
}

/** Where time is drawn: from `leftPx` on, `widthPx` wide. */
export type Scale = { span: Span; leftPx: number; widthPx: number };

export const xOf = ({ span, leftPx, widthPx }: Scale, at: number): number =>
  leftPx + ((at - span.from) / lengthOf(span)) * widthPx;

export const timeAt = ({ span, leftPx, widthPx }: Scale, x: number): number =>
  span.from + ((x - leftPx) / widthPx) * lengthOf(span);
