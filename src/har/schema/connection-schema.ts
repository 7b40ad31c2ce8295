/** How one connection stands in a session file. */
import * as v from "valibot";
import { MAX_SENTENCE } from "../../protocol/text.ts";
import type { Connection } from "../../session/session.ts";
import { emptyTraffic } from "../../session/traffic.ts";
import { cutProtocols } from "../cut-protocols.ts";
import {
  body,
  bool,
  handshake,
  headers,
  id,
  maybe,
  num,
  phrase,
  stack,
  textUpTo,
  url,
  word,
} from "./fields.ts";
import { trafficSchema } from "./traffic-schema.ts";

const direction = v.picklist(["send", "receive"]);
const sample = v.object({ seq: num, at: num, direction, body });
const tally = v.object({
  count: num,
  sizeBytes: num,
  binaryCount: num,
  largestBytes: num,
  largestAt: maybe(num),
  firstAt: maybe(num),
  lastAt: maybe(num),
  lastBytes: num,
});
export const connectionSchema = v.object({
  id,
  ordinal: num,
  revision: num,
  documentId: maybe(id),
  number: num,
  // Files of before there were marks have none.
  mark: v.exactOptional(maybe(id), null),
  frameId: num,
  page: num,
  pageWorker: bool,
  url,
  endpoint: url,
  protocols: maybe(
    v.pipe(
      v.array(v.string()),
      v.transform((list) => cutProtocols(list)),
    ),
  ),
  stack,
  createdAt: num,
  state: v.picklist(["connecting", "open", "closing", "closed"]),
  open: maybe(v.object({ at: num, protocol: phrase, extensions: phrase })),
  closing: maybe(v.object({ at: num, code: maybe(num), reason: maybe(phrase), stack })),
  errorAt: maybe(num),
  end: maybe(
    v.object({
      at: num,
      by: v.picklist(["close", "error", "page-gone", "devtools", "unwatched"]),
      code: maybe(num),
      reason: phrase,
      wasClean: maybe(bool),
      pageStopped: v.exactOptional(v.picklist(["crashed", "discarded", "frame-crashed"])),
    }),
  ),
  send: tally,
  receive: tally,
  // Files of before it was measured have none.
  traffic: v.exactOptional(trafficSchema, emptyTraffic),
  lastMessage: maybe(v.object({ at: num, direction })),
  first: v.array(sample),
  last: v.array(sample),
  lost: v.object({ count: num, sizeBytes: num }),
  sendFailure: maybe(
    v.object({ count: num, name: word, message: textUpTo(MAX_SENTENCE), at: num }),
  ),
  bufferedPeakBytes: num,
  cutCount: num,
  csp: maybe(v.object({ at: num, directive: word })),
  handshake: maybe(handshake),
  probes: v.array(
    v.object({
      at: num,
      withCredentials: bool,
      outcome: v.picklist(["answered", "failed", "timeout"]),
      durationMs: num,
      status: maybe(num),
      error: maybe(phrase),
      // Files of before they were read have none.
      headers: v.exactOptional(headers, []),
      pages: v.exactOptional(v.array(word), []),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Connection>;

export type ConnectionInFile = v.InferInput<typeof connectionSchema>;
