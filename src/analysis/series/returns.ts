import { parseUrl } from "../../protocol/parse-url.ts";
import type { Return, Session } from "../../session/session.ts";
import { isExpectedEnd } from "../connection/expected-end.ts";
import type { SeriesGroup } from "./series.ts";

/** The connections of a tab that answer the loss of another, in no order. */
export const returnsOf = (
  { tabId }: Session,
  series: readonly Pick<SeriesGroup, "url" | "connections" | "answers">[],
): Return[] =>
  series.flatMap(({ url, connections, answers }) => {
    const hostPort = parseUrl(url)?.hostPort ?? url;
    return connections.flatMap(({ id, page, createdAt }, i): Return[] => {
      const lost = answers[i];
      // Whether a socket that nobody watched was lost at all is not known.
      if (!lost?.end || lost.end.by === "unwatched" || isExpectedEnd(lost)) return [];
      const times = { livedFrom: lost.createdAt, lostAt: lost.end.at, backAt: createdAt };
      return [{ tab: tabId, connectionId: id, page, hostPort, ...times }];
    });
  });
