/** The names that choose messages, what each may say, and what it means. */

import {
  ROW_BINARY,
  ROW_BLOB,
  ROW_CUT,
  ROW_LOST,
  ROW_SEND,
  SHAPE_ARRAY,
  SHAPE_DIGIT,
  SHAPE_EMPTY,
  SHAPE_OBJECT,
} from "../../protocol/rows.ts";
import { refuse } from "./connection-terms.ts";
import { matchField } from "./field-value.ts";
import type { MessageContext } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { isHeartbeat } from "./heartbeat.ts";
import { readClock, readDuration, readRange, readSize } from "./ranges.ts";
import type { Value } from "./read-terms.ts";
import type { RowFacts } from "./row-facts.ts";
import { matchText } from "./text-match.ts";

type Matches = (facts: RowFacts, context: MessageContext) => boolean;
type ReadValue = (value: Value) => Matches;

const DAY_MS = 86_400_000;

export const MESSAGE_TERMS: Readonly<Record<string, ReadValue>> = {
  dir: (value) => {
    const bit = DIRECTIONS.get(value.text);
    if (bit === undefined) refuse(value, "a direction", ["send", "receive"]);
    return ({ row }) => (row.flags & ROW_SEND) === bit;
  },
  size: (value) => {
    const range = readRange(value, readSize, "a size: write 512, >1k, <=2M or 100..2k");
    return ({ row }) => range.includes(row.sizeBytes);
  },
  type: (value) => TYPES.get(value.text) ?? refuse(value, "a type", TYPE_NAMES),
  time: readTime,
  is: (value) => QUALITIES.get(value.text) ?? refuse(value, "known", QUALITY_NAMES),
};

const DIRECTIONS = new Map<string, number>([
  ["send", ROW_SEND],
  ["sent", ROW_SEND],
  ["out", ROW_SEND],
  ["receive", 0],
  ["received", 0],
  ["in", 0],
]);

const TYPES = new Map<string, Matches>([
  ["text", ({ row }) => (row.flags & ROW_BINARY) === 0],
  ["binary", ({ row }) => (row.flags & ROW_BINARY) !== 0],
  ["blob", ({ row }) => (row.flags & ROW_BLOB) !== 0],
  ["json", ({ row }) => row.shape === SHAPE_OBJECT || row.shape === SHAPE_ARRAY],
  ["digit", ({ row }) => row.shape >= SHAPE_DIGIT],
  ["empty", ({ row }) => row.shape === SHAPE_EMPTY],
]);

const QUALITIES = new Map<string, Matches>([
  ["json", (facts) => facts.json() !== undefined],
  ["error", (facts) => facts.described()?.isError ?? false],
  ["heartbeat", (facts, { heartbeats }) => isHeartbeat(facts, heartbeats)],
  ["cut", ({ row }) => (row.flags & ROW_CUT) !== 0],
  ["lost", ({ row }) => (row.flags & ROW_LOST) !== 0],
]);

export const TYPE_NAMES = [...TYPES.keys()];
export const QUALITY_NAMES = [...QUALITIES.keys()];

/** Since the connection opened (`>5s`), or by the clock of the user's zone (`14:02..14:05`). */
function readTime(value: Value): Matches {
  if (value.text.includes(":")) {
    const range = readRange(
      value,
      readClock,
      "a time of day: write 14:02, >14:02:11 or 14:02..14:05",
    );
    return ({ row }, { zoneMinutes }) =>
      range.includes((((row.at + zoneMinutes * 60_000) % DAY_MS) + DAY_MS) % DAY_MS);
  }
  if (!/[<>]|\.\./.test(value.text) && readDuration(value.text)) {
    throw new FilterError(
      `Say before or after: >${value.text}, <${value.text}, or ${value.text}..`,
      value,
    );
  }
  const expected = "a time: write >5s, 250ms..2s or <1min since the opening, or 14:02..14:05";
  const range = readRange(value, readDuration, expected);
  return ({ row }, { openedAt }) => range.includes(row.at - openedAt);
}

/** A word, a quoted text or an expression that stands alone. */
export function readBody(value: Value): Matches {
  const matches = matchText(value);
  return (facts) => {
    const text = facts.text();
    return text !== null && matches(text);
  };
}

/** `data.kind:x`: what a JSON body says there. */
export function readField(path: string, value: Value): Matches {
  const matches = matchField(path, value);
  return (facts) => matches(facts);
}
