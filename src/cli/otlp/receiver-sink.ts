import type { OtlpSignal } from "../../otlp/otlp.ts";
import { type Outcome, sendBatch, type Wait } from "./send.ts";
import type { OtlpTarget } from "./settings.ts";
import { countRecords, type Sink } from "./sink.ts";

/**
 * Sends one signal. After the first request that failed no other goes out: what came before it is
 * there, and what was not sent can be sent by the next run.
 */
export function createReceiverSink(
  signal: OtlpSignal,
  target: OtlpTarget,
  say: (sentence: string) => void,
  wait: Wait,
): Sink {
  const place = placeOf(target.url);
  const counts = { taken: 0, rejected: 0, refused: 0, unknown: 0, unsent: 0 };
  let isClosed = false;

  function note(outcome: Outcome, count: number): void {
    const records = countRecords(signal, count);
    switch (outcome.is) {
      case "taken": {
        const rejected = Math.min(count, outcome.rejected);
        counts.taken += count - rejected;
        counts.rejected += rejected;
        const words = outcome.message === "" ? "" : `: "${outcome.message.slice(0, 300)}"`;
        if (rejected > 0) say(`${place} rejected ${rejected} of ${records}${words}`);
        else if (words) say(`${place} took all of ${records} and says${words}`);
        return;
      }
      case "refused":
        counts.refused += count;
        isClosed = true;
        say(`${place} did not take ${records}: ${outcome.why}.`);
        return;
      case "unknown":
        counts.unknown += count;
        isClosed = true;
        say(
          `${place}: ${outcome.why}. Whether it took ${records} is not known; they are not sent again. Their ids are the same at each run: look for them before the next.`,
        );
    }
  }

  return {
    isClosed: () => isClosed,
    async put(batch) {
      if (isClosed) counts.unsent += batch.count;
      else note(await sendBatch(batch, target, wait), batch.count);
    },
    async end() {
      const { taken, rejected, refused, unknown, unsent } = counts;
      const parts = [
        [rejected, "rejected"],
        [refused, "refused"],
        [unknown, "unknown"],
        [unsent, "not sent"],
      ] as const;
      const rest = parts.flatMap(([count, word]) => (count > 0 ? `, ${count} ${word}` : []));
      const isWhole = rest.length === 0;
      return { isWhole, said: `${countRecords(signal, taken)} taken by ${place}${rest.join("")}` };
    },
  };
}

/** Without its query, which may hold a key. */
const placeOf = (url: URL): string => `${url.origin}${url.pathname}`;
