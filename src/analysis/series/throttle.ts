import { engineOf } from "../../session/browser.ts";
import type { Connection, ConnectionId, Session } from "../../session/session.ts";
import type { Interval, Series } from "../finding.ts";
import { chromiumThrottles } from "./chromium-throttle.ts";
import { penaltiesOf } from "./firefox-penalty.ts";
import type { SeriesGroup } from "./series.ts";

/** What a browser itself does to the attempts of a session. */
export type Throttle = {
  by: Series["throttledBy"];
  /** For each connection of a series: by how much its handshake may have been held back, if at all. */
  of: (connections: readonly Connection[]) => (Interval | null)[];
  /** Whether the wait before an attempt was the browser's: it had asked to connect sooner. */
  stretchedWait: (connection: Connection) => boolean;
};

/**
 * By the rule of the browser that the session is of. Where that is not known it is Chromium's: most
 * browsers are of its kind, files without a name are mostly Chrome's, and its rule asks for a dozen
 * failures in a row before it says anything.
 */
export function watchThrottle(session: Session, inOrder: readonly Connection[]): Throttle {
  const engine = engineOf(session.browser);
  if (engine === "Firefox") {
    const penalties = penaltiesOf(inOrder);
    const msOf = ({ id }: Connection): Interval | null => {
      const penalty = penalties.get(id);
      return penalty?.within === "handshake" ? penalty.ms : null;
    };
    return {
      by: "Firefox",
      of: (connections) => connections.map(msOf),
      stretchedWait: ({ id }) => penalties.get(id)?.within === "wait",
    };
  }
  // Of WebKit no such rule is known.
  if (engine === "WebKit") return { by: null, of: (all) => all.map(() => null), stretchedWait: no };
  return { by: "Chromium", of: chromiumThrottles, stretchedWait: no };
}

const no = () => false;

/** What the browser may have added to each handshake of all series. */
export const throttlesById = (series: readonly SeriesGroup[]): Map<ConnectionId, Interval> =>
  new Map(
    series.flatMap(({ connections, throttlesMs }) =>
      connections.flatMap(({ id }, i): [ConnectionId, Interval][] => {
        const ms = throttlesMs[i];
        return ms ? [[id, ms]] : [];
      }),
    ),
  );
