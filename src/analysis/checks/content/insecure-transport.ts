import { parseUrl } from "../../../protocol/parse-url.ts";
import { isLoopback, isPrivateHost } from "../../../session/host.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { seriesSubject } from "../../series/series.ts";

/** `ws://` to anything but this machine. */
export const insecureTransport = defineCheck({
  name: "insecure-transport",
  run: ({ series }) =>
    series.flatMap((group): Draft[] => {
      const url = parseUrl(group.url);
      const connection = group.connections[0];
      if (!connection || url?.scheme !== "ws" || isLoopback(url.host)) return [];
      const isPrivate = isPrivateHost(url.host);
      return [
        {
          id: "insecure-transport",
          subject: seriesSubject(group),
          connection,
          severity: isPrivate ? "info" : "warning",
          explains: false,
          confidence: 0.95,
          ...(isPrivate ? { variant: "private" } : {}),
          facts: {},
          evidence: [...figure("scheme", "ws"), ...figure("host", url.hostPort)],
          since: connection.createdAt,
        },
      ];
    }),
});
