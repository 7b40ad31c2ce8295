import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  endOfText,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./json-signs.ts";

/** About what the engines that run this take for a value, besides its letters. */
const OBJECT_BYTES = 56;
const LIST_BYTES = 48;
const MEMBER_BYTES = 16;
const ITEM_BYTES = 32;
const TEXT_BYTES = 24;
/** Objects that have names in common share them; one of so many has names of its own. */
const SHARED_NAMES = 1_000;
const OWN_NAME_BYTES = 96;

/** No letter of a JSON text adds more. */
export const MAX_BYTES_A_LETTER = OBJECT_BYTES;

/**
 * About what a JSON text takes in memory once it is parsed, up to a bound: `[[],[],…` takes twenty
 * times its length, and an engine that runs out of memory does not say so but ends.
 */
export function weighJson(json: string, maxBytes: number): number {
  let bytes = 0;
  /** Of each object that is open how many members it has; of a list -1. */
  const open: number[] = [];
  for (let i = 0; i < json.length && bytes <= maxBytes; i++) {
    switch (json.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfText(json, i);
        bytes += TEXT_BYTES + end - i;
        i = end;
        break;
      }
      case OPEN_OBJECT:
        bytes += OBJECT_BYTES;
        open.push(0);
        break;
      case OPEN_LIST:
        bytes += LIST_BYTES;
        open.push(-1);
        break;
      case COMMA: {
        const members = open.at(-1) ?? -1;
        if (members < 0) {
          bytes += ITEM_BYTES;
        } else {
          bytes += members < SHARED_NAMES ? MEMBER_BYTES : OWN_NAME_BYTES;
          open[open.length - 1] = members + 1;
        }
        break;
      }
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        open.pop();
        break;
    }
  }
  return bytes;
}
