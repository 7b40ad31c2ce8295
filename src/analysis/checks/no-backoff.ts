import type { Connection } from "../../session/session.ts";
import { type Draft, defineCheck } from "../check.ts";
import { figure, whoClosed } from "../evidence.ts";
import { FIXED_VARIATION, IMMEDIATE_MS, mean, variationOf } from "../policy.ts";
import { type SeriesGroup, seriesSubject } from "../series.ts";
import { formatDuration } from "../words.ts";
import { seriesFacts } from "./reconnect-storm.ts";

/** Four waits that agree are a policy and no chance. */
const MIN_DELAYS = 4;
/** From here on a fixed wait spares the server well enough. */
const MAX_DELAY_MS = 30_000;

/** Immediate or fixed-interval retry. */
export const noBackoff = defineCheck({
  name: "no-backoff",
  run: ({ series }) =>
    series.flatMap((group): Draft[] => {
      const delaysMs = retryDelays(group);
      if (delaysMs.length < MIN_DELAYS || delaysMs.some((ms) => ms >= MAX_DELAY_MS)) return [];
      const isImmediate = delaysMs.every((ms) => ms < IMMEDIATE_MS);
      const variation = variationOf(delaysMs);
      if (!isImmediate && variation >= FIXED_VARIATION) return [];
      return [
        {
          id: "no-backoff",
          subject: seriesSubject(group),
          severity: "warning",
          explains: false,
          confidence: 0.9,
          ...(isImmediate ? { variant: "immediate" } : {}),
          facts: {
            ...seriesFacts(group),
            n: String(delaysMs.length),
            delay: formatDuration(mean(delaysMs)),
          },
          evidence: [
            ...figure("waits before a retry", delaysMs.length),
            ...figure("mean wait", Math.round(mean(delaysMs)), "ms"),
            ...figure("shortest wait", Math.round(Math.min(...delaysMs)), "ms"),
            ...figure("longest wait", Math.round(Math.max(...delaysMs)), "ms"),
            ...figure("variation", Math.round(variation * 1000) / 10, "%"),
          ],
          since: group.connections[0]?.createdAt ?? 0,
        },
      ];
    }),
});

/** A page that closes an open socket by itself and opens the next one is not retrying. */
function retryDelays({ connections, delaysMs }: SeriesGroup): number[] {
  return delaysMs.filter((delayMs, i): delayMs is number => {
    const before = connections[i - 1];
    return delayMs !== null && !(before && isOwnClose(before));
  });
}

const isOwnClose = (connection: Connection) =>
  connection.open !== null && whoClosed(connection) === "page" && connection.end?.code !== 1006;
