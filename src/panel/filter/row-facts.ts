import { type Described, describeMessage, type ProtocolId } from "../../decoders/index.ts";
import { ROW_SEND } from "../../protocol/rows.ts";
import type { FilterRow } from "./filter.ts";

/** A message with what is only worked out of its body when a term asks for it. */
export type RowFacts = {
  row: FilterRow;
  /** Null where the body was not kept. */
  text(): string | null;
  /** Undefined where the body is not JSON. */
  json(): unknown;
  /** As its protocol reads it; null where the body was not kept. */
  described(): Described | null;
};

/** Larger bodies are not parsed: a search through thousands of them must end. */
const MAX_JSON_CHARACTERS = 1_048_576;
/** Where Engine.IO, Socket.IO and SockJS put their digits and letters before the JSON. */
const PREFIX = /^[\w/,]{0,32}?(?=[[{])/;

export function createRowFacts(row: FilterRow, protocol: ProtocolId): RowFacts {
  let text: string | null | undefined;
  let json: unknown;
  let isParsed = false;
  const readText = () => {
    if (text === undefined) text = textOf(row.body);
    return text;
  };
  return {
    row,
    text: readText,
    json() {
      if (!isParsed) json = parseBody(readText());
      isParsed = true;
      return json;
    },
    described: () =>
      row.body === null ? null : describeMessage(protocol, row.body, directionOf(row.flags)),
  };
}

const directionOf = (flags: number) => (flags & ROW_SEND ? "send" : "receive");

const decoder = new TextDecoder();

const textOf = (body: FilterRow["body"]): string | null =>
  body instanceof Uint8Array ? decoder.decode(body) : body;

/** Objects and arrays alone: a bare number or word is JSON to a parser, not to a person. */
function parseBody(text: string | null): unknown {
  if (text === null || text.length > MAX_JSON_CHARACTERS) return undefined;
  const trimmed = text.trimStart();
  const prefix = PREFIX.exec(trimmed)?.[0];
  if (prefix === undefined) return undefined;
  try {
    return JSON.parse(trimmed.slice(prefix.length));
  } catch {
    return undefined;
  }
}
