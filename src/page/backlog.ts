import type { HookBatch } from "../protocol/link.ts";
import { MAX_ROWS, ROW_CUT } from "../protocol/rows.ts";
import { CUT_BYTES } from "./body.ts";
import { bare, bareList } from "./builtins.ts";
import { createColumns } from "./columns.ts";
import { batchOf } from "./deliver.ts";
import type { Failures } from "./failures.ts";
import type { createRing, Entry } from "./ring.ts";

/** Hands over what the ring holds, in batches without gaps. An entry that fails ends its batch. */
export function sendBacklog(
  ring: ReturnType<typeof createRing>,
  maxBatchBytes: number,
  failures: Failures,
  send: (batch: HookBatch<Blob>) => void,
): void {
  const columns = createColumns();
  let blobs = bareList<HookBatch<Blob>["blobs"][number]>();
  let bytes = 0;
  let firstSeq = 0;

  const go = () => {
    const backlog = failures.attempt(() => columns.take(firstSeq), null);
    if (backlog) send(batchOf({ backlog, blobs }));
    blobs = bareList();
    bytes = 0;
  };

  const add = (entry: Entry) => {
    const { seq, connection, at, flags, shape, sizeBytes, hash, bufferedBytes, body, blob } = entry;
    if (columns.count > 0 && seq !== firstSeq + columns.count) go();
    if (columns.count === 0) firstSeq = seq;
    columns.add(connection, at, flags, shape, sizeBytes, hash, bufferedBytes, body);
    if (blob) {
      const maxBytes = flags & ROW_CUT ? CUT_BYTES : sizeBytes;
      blobs[blobs.length] = bare({ seq, blob, maxBytes });
    }
    bytes += entry.keptBytes;
    if (columns.count === MAX_ROWS || bytes >= maxBatchBytes) go();
  };

  ring.each((entry) => failures.attempt(() => add(entry)));
  go();
}
