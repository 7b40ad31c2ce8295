/** What real servers logged of faults (`npm run record-logs` makes it anew), beside what their client saw. */
import { readFileSync } from "node:fs";
import { type LogsBeside, putBeside } from "../../../src/logs/beside.ts";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import type { Recorded, Seen } from "../../servers/fault-scenes.ts";
import { NGINX_FORMAT } from "../../servers/logged-proxies.ts";

export const SERVERS = ["nginx", "haproxy", "apache", "caddy"] as const;
/** nginx in front of HAProxy, besides. */
export const RECORDED = [...SERVERS, "chain"] as const;

export const recordedOf = (server: string): Recorded[] =>
  JSON.parse(
    readFileSync(new URL(`recorded/${server}.json`, import.meta.url), "utf8"),
  ) as Recorded[];

/** The servers' own formats, as they have to be given. */
const FORMATS: Record<string, string | null> = {
  "nginx access.log": NGINX_FORMAT,
  "apache access.log": '%h %t "%r" %>s %B %D %{Sec-WebSocket-Key}i',
};

export type PageClock = (at: number) => number;

/** A page whose clock is such that the servers' are `clock` of it. */
export function sessionOf(seen: readonly Seen[], pageTime: PageClock, withKey: boolean): Session {
  const connections = seen.map((each) =>
    makeConnection({
      url: each.url,
      createdAt: pageTime(each.createdAt),
      open: each.openedAt === null ? false : { at: pageTime(each.openedAt) },
      close: { at: pageTime(each.endedAt), code: each.code },
      send: { count: each.sentBytes > 0 ? 1 : 0, sizeBytes: each.sentBytes },
      receive: { count: each.receivedBytes > 0 ? 1 : 0, sizeBytes: each.receivedBytes },
      handshake: {
        status: each.status,
        requestHeaders: withKey ? [{ name: "Sec-WebSocket-Key", value: each.key }] : [],
      },
    }),
  );
  return makeSession({ connections });
}

export function layBeside(
  session: Session,
  { server, logs }: Recorded,
  names = Object.keys(logs),
): LogsBeside {
  const wanted = listWanted(session);
  const read = names
    .filter((name) => (logs[name] ?? "") !== "")
    .map((name) => {
      const reader = createLogReader(
        name,
        wanted,
        FORMATS[server === "chain" ? name : `${server} ${name}`] ?? null,
      );
      reader.push(logs[name] ?? "");
      return reader.end();
    });
  return putBeside(wanted, read);
}
