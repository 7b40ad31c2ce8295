/**
 * Stormglass as a library: reads session and HAR files, says why their WebSockets died, and masks
 * their secrets. It runs in Node and in browsers, asks nothing of the network and keeps nothing.
 */
export type { Explanation } from "../analysis/explain/explanation.ts";
export type * from "../analysis/finding.ts";
export { FINDING_IDS } from "../analysis/findings.ts";
export type { CloseExplanation } from "../analysis/knowledge/close-codes.ts";
export type { EndpointLimit, EndpointNumbers } from "../analysis/numbers/numbers.ts";
/** What is wrong with a file: `message` begins with the place in it. */
export { HarError as ReadError } from "../har/har-error.ts";
export type { Masked } from "../har/mask/watch-masker.ts";
export type { Connection, ConnectionId, Session } from "../session/session.ts";
export type { StoredRow } from "../session/stored-row.ts";
export type { Input } from "./bytes.ts";
export { type DiagnoseOptions, diagnose, measure, writeMarkdown } from "./diagnose.ts";
export { type CloseContext, explain, explainClose } from "./explain.ts";
export { type ReadOptions, readSession, type SessionFile } from "./read-session.ts";
export { type Redacted, type RedactOptions, redact } from "./redact.ts";
