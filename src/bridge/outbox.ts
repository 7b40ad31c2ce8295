import type { Envelope } from "../protocol/envelope.ts";
import { createOverflow } from "./overflow.ts";
import { weighBodies, weighRest } from "./weigh.ts";

/**
 * The credit of a document: what may wait for an acknowledgement, about as much memory as a page
 * pays for a background that is blocked or dead. Beyond the first, bodies stay in the page; beyond
 * the second, messages are only counted. Opens, closes and errors pass, without stacks and bodies.
 */
const MAX_UNACKNOWLEDGED_BODY_BYTES = 16 * 1024 * 1024;
export const MAX_UNACKNOWLEDGED_BYTES = 20 * 1024 * 1024;
/** Counting goes on until so much has been acknowledged: else each acknowledgement lets one through. */
const RESUME_BYTES = MAX_UNACKNOWLEDGED_BYTES / 2;

export type Outgoing = Omit<Envelope, "kind" | "n">;
type Held = { envelope: Envelope; bytes: number };

/**
 * Numbers envelopes and keeps each until the background has said that its contents are saved: a
 * worker that was stopped in between gets them again, in the same order and with the same numbers.
 */
export function createOutbox(
  send: (envelope: Envelope) => boolean,
  refused: (error: unknown, lost: number) => void,
) {
  let unacknowledged: Held[] = [];
  let overflow = createOverflow();
  let lastN = 0;
  let heldBytes = 0;
  let folding: Outgoing | null = null;

  /** One that no port can carry must not keep those behind it waiting. */
  const give = (held: Held): boolean => {
    try {
      return send(held.envelope);
    } catch (error) {
      unacknowledged = unacknowledged.filter((other) => other !== held);
      heldBytes -= held.bytes;
      refused(error, countIn(held.envelope));
      return true;
    }
  };

  const queue = (contents: Outgoing, bytes: number) => {
    const envelope: Envelope = { kind: "envelope", n: ++lastN, ...contents };
    const held = { envelope, bytes };
    unacknowledged.push(held);
    heldBytes += bytes;
    give(held);
  };

  /** Lets go what was counted meanwhile. */
  const release = () => {
    if (!folding) return;
    const { clock } = folding;
    const lastSeq = lastSeqOf(folding);
    folding = null;
    for (const events of overflow.take(clock.monotonicMs, lastSeq)) {
      const contents = {
        clock,
        recorded: false,
        rows: null,
        backlog: null,
        lateBodies: [],
        events,
      };
      queue(contents, weighRest(contents));
    }
  };

  return {
    /** `last`: the page goes, and nothing will be acknowledged any more. */
    push(outgoing: Outgoing, last = false): void {
      const bodies = weighBodies(outgoing);
      const rest = weighRest(outgoing);
      // Once it is no number, the sum of all weights never is one again, and nothing is too much.
      if (!Number.isFinite(bodies + rest)) throw new TypeError("An envelope without a weight");
      if (folding || heldBytes + rest > MAX_UNACKNOWLEDGED_BYTES) {
        overflow.add(outgoing);
        folding = outgoing.rows || !folding ? outgoing : { ...folding, clock: outgoing.clock };
        if (last) release();
      } else if (heldBytes + rest + bodies > MAX_UNACKNOWLEDGED_BODY_BYTES && bodies > 0) {
        queue(withoutBodies(outgoing, bodies), rest);
      } else {
        queue(outgoing, rest + bodies);
      }
    },
    acknowledge(n: number): void {
      while (unacknowledged[0] && unacknowledged[0].envelope.n <= n) {
        heldBytes -= unacknowledged.shift()?.bytes ?? 0;
      }
      if (heldBytes <= RESUME_BYTES) release();
    },
    /** After a new port: whatever the last one may have lost. */
    resend(): void {
      for (const held of unacknowledged) if (!give(held)) return;
    },
    /** Nobody is there any more who could acknowledge anything. */
    clear(): void {
      unacknowledged = [];
      overflow = createOverflow();
      heldBytes = 0;
      folding = null;
    },
    get waiting(): number {
      return unacknowledged.length + (folding ? 1 : 0);
    },
  };
}

const lastSeqOf = ({ rows, events }: Outgoing): number =>
  rows ? rows.firstSeq + rows.at.length : (events.at(-1)?.seq ?? 0);

/** How many messages and events are lost with it. */
export const countIn = ({ rows, events }: Outgoing): number =>
  (rows?.at.length ?? 0) + events.length;

/** Rows and events always travel; what was left out is said. */
function withoutBodies(outgoing: Outgoing, sizeBytes: number): Outgoing {
  const { rows, backlog, lateBodies, clock, events } = outgoing;
  const bodies = [...(rows?.bodies ?? []), ...(backlog?.bodies ?? [])];
  const count = bodies.filter((body) => body !== null).length + lateBodies.length;
  const place = { at: clock.monotonicMs, seq: lastSeqOf(outgoing) };
  return {
    ...outgoing,
    rows: rows && { ...rows, bodies: null },
    backlog: backlog && { ...backlog, bodies: null },
    lateBodies: [],
    events: [
      ...events,
      { kind: "dropped", ...place, count, sizeBytes, why: "back-pressure", what: "bodies" },
    ],
  };
}
