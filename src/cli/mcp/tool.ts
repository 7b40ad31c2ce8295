import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { UsageError } from "../command.ts";
import type { Shelf } from "./shelf.ts";

/** What a tool answers: text for the model, and the same as data where a program may want it. */
export type Answer = { text: string; data?: Record<string, unknown> };

export type Tool = {
  name: string;
  title: string;
  /** What it gives, and what to ask for next: an agent has no other manual. */
  description: string;
  input: StandardSchemaWithJSON;
  answer(input: unknown, shelf: Shelf): Promise<Answer>;
};

type Entries = v.ObjectEntries;

/** `answer` hears what its schema says, as the server parses it before. */
export const defineTool = <const E extends Entries>(tool: {
  name: string;
  title: string;
  description: string;
  input: E;
  answer(input: v.InferOutput<v.StrictObjectSchema<E, undefined>>, shelf: Shelf): Promise<Answer>;
}): Tool => {
  const schema = v.strictObject(tool.input);
  return {
    ...tool,
    input: toStandardJsonSchema(schema),
    answer: (input, shelf) => tool.answer(v.parse(schema, input), shelf),
  };
};

export const described = <S extends v.GenericSchema>(schema: S, text: string) =>
  v.pipe(schema, v.description(text));

/** What to ask instead: a sentence of ours, in which nothing stands that a file or a page wrote. */
export class WrongQuestion extends UsageError {}

/** What an agent sends may be of any length, and comes back in what it is told. */
const MAX_WORD = 4_096;
export const words = (text: string) => described(v.pipe(v.string(), v.maxLength(MAX_WORD)), text);

/** The inputs that several tools have. */
export const SESSION = words("the session's id from list_sessions, such as s1");
export const CONNECTION = described(
  v.pipe(v.number(), v.integer(), v.minValue(1)),
  "the connection's number, as list_connections gives it",
);
