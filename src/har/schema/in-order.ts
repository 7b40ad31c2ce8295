import type * as v from "valibot";
import { isObject } from "../shape.ts";

/** What of a schema says where fields stand: that of an object, of a list, or of what may be missing. */
type Part = {
  entries?: Readonly<Record<string, v.GenericSchema>>;
  item?: v.GenericSchema;
  wrapped?: v.GenericSchema;
};

/**
 * The same value with its fields in the order of its schema. A session has them in the order in which
 * they came to be, one that was read from a file in that of the schema; both are to be written alike.
 */
export const inOrder = <T>(schema: v.GenericSchema, value: T): T => order(schema, value) as T;

function order(schema: v.GenericSchema, value: unknown): unknown {
  const { entries, item, wrapped } = schema as Part & v.GenericSchema;
  if (wrapped) return order(wrapped, value);
  if (item && Array.isArray(value)) return value.map((each) => order(item, each));
  if (!entries || !isObject(value)) return value;
  const ordered: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(entries)) {
    if (value[name] !== undefined) ordered[name] = order(field, value[name]);
  }
  return ordered;
}
