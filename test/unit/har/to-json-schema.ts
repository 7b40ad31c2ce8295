/** JSON Schema (2020-12) of what a valibot schema accepts, for the kinds that our files use. */
type Node = {
  type: string;
  entries?: Record<string, Node>;
  item?: Node;
  value?: unknown;
  wrapped?: Node;
  literal?: unknown;
  options?: unknown[];
  pipe?: unknown[];
};

export function toJsonSchema(schema: unknown): Record<string, unknown> {
  const node = schema as Node;
  switch (node.type) {
    case "object": {
      const entries = Object.entries(node.entries ?? {});
      return {
        type: "object",
        properties: Object.fromEntries(
          entries.map(([name, entry]) => [
            name,
            toJsonSchema(entry.type === "exact_optional" ? entry.wrapped : entry),
          ]),
        ),
        required: entries
          .filter(([, entry]) => entry.type !== "exact_optional")
          .map(([name]) => name),
      };
    }
    case "array":
      return { type: "array", items: toJsonSchema(node.item) };
    case "record":
      return { type: "object", additionalProperties: toJsonSchema(node.value) };
    case "nullable":
      return { anyOf: [toJsonSchema(node.wrapped), { type: "null" }] };
    case "union":
      return { anyOf: (node.options ?? []).map(toJsonSchema) };
    case "picklist":
      return { enum: node.options };
    case "literal":
      return { const: node.literal };
    case "unknown":
      return {};
    case "string":
    case "number":
    case "boolean":
      return { type: node.type };
    default:
      throw new Error(`no JSON Schema for "${node.type}" yet`);
  }
}
