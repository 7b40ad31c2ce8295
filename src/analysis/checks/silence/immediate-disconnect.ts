import { type Draft, defineCheck, type Ended, explainEnd, isEnded } from "../../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { livedMs } from "../../connection/quiet.ts";
import { isCompressedThroughIis, THROUGH_IIS } from "../../connection/through-iis.ts";
import { groupByEndpoint } from "../../series/endpoint-groups.ts";

export const AT_MOST_MS = 2_000;
/** Faster than an application decides anything: the line, a firewall, or a rule at the door. */
const AT_ONCE_MS = 100;
/** One that says goodbye properly may be done; one that does so each time sends the page away. */
export const MIN_CLEAN = 3;
const BROKEN = 0.6;
const CLEAN = 0.91;

/** Opened and ended within two seconds, without a message either way. */
export const immediateDisconnect = defineCheck({
  name: "immediate-disconnect",
  run: ({ connections }) =>
    groupByEndpoint(connections).flatMap((group): Draft[] => {
      const short = group.connections.filter(isEnded).filter(isImmediate);
      const clean = short.filter((connection) => whoClosed(connection) === "server");
      return short.flatMap((connection): Draft[] => {
        const isClean = whoClosed(connection) === "server";
        if (isClean && clean.length < MIN_CLEAN) return [];
        const variant = isClean ? "clean" : ageOf(connection) < AT_ONCE_MS ? "at-once" : null;
        return [
          explainEnd(connection, {
            id: "immediate-disconnect",
            ...(variant === null ? {} : { variant }),
            severity: isClean ? "warning" : "error",
            confidence: isClean ? CLEAN : BROKEN,
            ...(isCompressedThroughIis(connection)
              ? { causes: [THROUGH_IIS.cause], fixes: [THROUGH_IIS.fix] }
              : {}),
            evidence: [
              ...figure("such-ends", short.length > 1 ? short.length : null),
              ...dropEvidence(connection),
            ],
          }),
        ];
      });
    }),
});

const ageOf = (connection: Ended): number => livedMs(connection, connection.end.at);

/** A code other than these says why. */
const SAYS_NOTHING = new Set([1000, 1005, 1006]);

function isImmediate(connection: Ended): boolean {
  const { send, receive, end, open } = connection;
  if (open === null || !isOpened(connection) || !SAYS_NOTHING.has(end.code ?? -1)) return false;
  const closer = whoClosed(connection);
  if (closer !== "server" && closer !== "network") return false;
  return send.count === 0 && receive.count === 0 && ageOf(connection) < AT_MOST_MS;
}
