import * as v from "valibot";
import { formatCount } from "../../words/words.ts";
import { described } from "./tool.ts";

const MAX_PAGE = 200;
const whole = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));

/** Inputs of a tool that lists. */
export const PAGE = {
  pageSize: v.optional(
    described(v.pipe(whole(1), v.maxValue(MAX_PAGE)), `how many to list, at most ${MAX_PAGE}`),
    50,
  ),
  pageIdx: v.optional(described(whole(0), "which page, from 0"), 0),
};

export type Wanted = { pageSize: number; pageIdx: number };

export type Page<T> = { items: T[]; total: number; words: string };

/** One page of a list, and in words which part of how many it is and how to get on. */
export function pageOf<T>(all: readonly T[], { pageSize, pageIdx }: Wanted, noun: string): Page<T> {
  const from = pageSize * pageIdx;
  const items = all.slice(from, from + pageSize);
  return {
    items,
    total: all.length,
    words: sayPage(items.length, from, all.length, pageIdx, noun),
  };
}

function sayPage(count: number, from: number, total: number, pageIdx: number, noun: string) {
  const all = `${formatCount(total)} ${noun}${total === 1 ? "" : "s"}`;
  if (count === total) return all;
  if (count === 0) return `${all}; none on page ${pageIdx}`;
  const shown = `${formatCount(from + 1)} to ${formatCount(from + count)} of ${all}`;
  return from + count < total ? `${shown}; go on with pageIdx ${pageIdx + 1}` : shown;
}
