import { formatBytes, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";

/** Within one task nothing can leave, so that a burst grows by itself; this outlasts any burst. */
export const RISING_MS = 2_000;
export const MIN_SENDS = 10;
/** What a slow line holds for a moment in the best of days. */
export const MIN_BYTES = 256 * 1024;

/** The page sends faster than the network takes it. */
export const backpressure = defineCheck({
  name: "backpressure",
  run: ({ connections }) =>
    connections.flatMap((connection): Draft[] => {
      const { lastBytes, risingCount, risingSince, peakAt } = connection.traffic.buffered;
      const lastAt = connection.send.lastAt;
      if (connection.open === null || risingSince === null || lastAt === null) return [];
      const risingMs = lastAt - risingSince;
      const isRising = risingMs >= RISING_MS && risingCount >= MIN_SENDS && lastBytes >= MIN_BYTES;
      if (!isRising || !Number.isFinite(risingMs)) return [];
      return [
        draftFor(connection, {
          id: "backpressure",
          ...(connection.end === null ? {} : { variant: "ended" }),
          severity: "warning",
          confidence: 0.85,
          facts: {
            bytes: formatBytes(lastBytes),
            rising: formatDuration(risingMs),
          },
          evidence: [
            ...figure("waiting-to-be-sent", lastBytes, "B", { at: lastAt }),
            ...figure("grown-for", Math.round(risingMs), "ms", { at: risingSince }),
            ...figure("sends-meanwhile", risingCount),
            ...figure("most-waiting", connection.bufferedPeakBytes, "B", { at: peakAt }),
          ],
          since: risingSince,
        }),
      ];
    }),
});
