/** The JSON schema (draft 2020-12) of a session file, with its `$id`. */
import schema from "../har/session-file.schema.json" with { type: "json" };

export const sessionFileSchema: Readonly<Record<string, unknown>> = schema;
export default sessionFileSchema;
