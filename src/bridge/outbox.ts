import type { Envelope } from "../protocol/envelope.ts";

/** Kept bodies of unacknowledged envelopes beyond which further bodies stay in the page. */
const MAX_UNACKNOWLEDGED_BYTES = 16 * 1024 * 1024;

export type Outgoing = Omit<Envelope, "kind" | "n">;

/**
 * Numbers envelopes and keeps each until the background has said that its contents are saved: a
 * worker that was stopped in between gets them again, in the same order and with the same numbers.
 */
export function createOutbox(send: (envelope: Envelope) => boolean) {
  const unacknowledged: { envelope: Envelope; bytes: number }[] = [];
  let lastN = 0;
  let heldBytes = 0;

  return {
    push(outgoing: Outgoing): void {
      let bytes = bodyBytes(outgoing);
      let contents = outgoing;
      if (heldBytes + bytes > MAX_UNACKNOWLEDGED_BYTES) {
        contents = withoutBodies(outgoing, bytes);
        bytes = 0;
      }
      const envelope: Envelope = { kind: "envelope", n: ++lastN, ...contents };
      unacknowledged.push({ envelope, bytes });
      heldBytes += bytes;
      send(envelope);
    },
    acknowledge(n: number): void {
      while (unacknowledged[0] && unacknowledged[0].envelope.n <= n) {
        heldBytes -= unacknowledged.shift()?.bytes ?? 0;
      }
    },
    /** After a new port: whatever the last one may have lost. */
    resend(): void {
      for (const { envelope } of unacknowledged) if (!send(envelope)) return;
    },
    get waiting(): number {
      return unacknowledged.length;
    },
  };
}

function bodyBytes({ rows, backlog, lateBodies }: Outgoing): number {
  let bytes = 0;
  for (const body of [...(rows?.bodies ?? []), ...(backlog?.bodies ?? [])])
    bytes += body?.length ?? 0;
  for (const { body } of lateBodies) bytes += body.length;
  return bytes;
}

/** Rows and events always travel; what was left out is said. */
function withoutBodies(outgoing: Outgoing, bytes: number): Outgoing {
  const { rows, backlog, lateBodies, clock, events } = outgoing;
  const bodies = [...(rows?.bodies ?? []), ...(backlog?.bodies ?? [])];
  const count = bodies.filter((body) => body !== null).length + lateBodies.length;
  const seq = rows ? rows.firstSeq + rows.connection.length : (events.at(-1)?.seq ?? 0);
  return {
    ...outgoing,
    rows: rows && { ...rows, bodies: null },
    backlog: backlog && { ...backlog, bodies: null },
    lateBodies: [],
    events: [
      ...events,
      {
        kind: "dropped",
        at: clock.monotonicMs,
        seq,
        count,
        sizeBytes: bytes,
        why: "back-pressure",
      },
    ],
  };
}
