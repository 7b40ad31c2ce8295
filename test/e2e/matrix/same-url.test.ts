/** Several sockets with one URL at once: each gets the handshake that was its own. */
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { acceptWebSocket } from "../../servers/accept.ts";
import { createFaultHandlers } from "../../servers/fault-handlers.ts";
import { encodeAnswer, refuseWith } from "../../servers/http-answer.ts";
import { type Listening, listen } from "../../servers/listen.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import type { Route } from "../../servers/visit.ts";
import { openStage, type Stage } from "./stage.ts";

/** What the server did with each handshake, in the order in which they came. */
type Answered = { key: string; status: 101 | 403 };

let answered: Answered[] = [];
let pages: PageServer;
let server: Listening;
let stage: Stage;

/** /pick/:pattern. "yny" accepts the first and the third; an "o" accepts and closes at once. */
const pick: Route = (visit) => {
  const key = String(visit.request.headers["sec-websocket-key"]);
  const how = visit.args[0]?.[answered.length] ?? "y";
  answered.push({ key, status: how === "n" ? 403 : 101 });
  if (how === "n") {
    visit.socket.end(encodeAnswer(refuseWith(403)));
    return;
  }
  acceptWebSocket(visit, (connection) => {
    connection.send(key);
    if (how === "o") connection.close(4000);
  });
};

beforeAll(async () => {
  const { answerRequest, answerUpgrade } = createFaultHandlers({ pick });
  server = await listen(createServer(answerRequest).on("upgrade", answerUpgrade));
  pages = await startPageServer({ "/": '<!doctype html><link rel="icon" href="data:,">' });
  stage = await openStage(pages.url, `${address()}/status/400`);
});

afterAll(async () => {
  await stage?.close();
  await Promise.all([server?.stop(), pages?.stop()]);
});

beforeEach(async () => {
  answered = [];
  await stage.load(pages.url);
});

const address = () => `ws://${server.host}:${server.port}`;

/** For each socket, in order of construction, the key that the server sent it; null where refused. */
const openAtOnce = (url: string, count: number): Promise<(string | null)[]> =>
  stage.page.evaluate(
    ([place, n]) =>
      Promise.all(
        Array.from({ length: n }, () => {
          const socket = new WebSocket(place);
          return new Promise<string | null>((resolve) => {
            socket.onmessage = ({ data }) => resolve(String(data));
            socket.onerror = () => resolve(null);
          });
        }),
      ),
    [url, count] as const,
  );

it.each([
  "ynynynyn",
  "nynynyny",
  "nnnnyyyy",
  "yyyynnnn",
  "yynynnyn",
  "ononooyn",
  "yyyyyyyy",
  "nnnnnnnn",
])("keeps %s apart", async (pattern) => {
  const keys = await openAtOnce(`${address()}/pick/${pattern}`, pattern.length);
  const listed = await waitFor("DevTools to have told of each handshake", async () => {
    const { har } = await stage.exportSession();
    const handshakes = har.log.entries
      .map(({ _stormglass }) => _stormglass.connection)
      .sort((a, b) => a.number - b.number)
      .map(({ handshake, open }) => handshake && { ...handshake, opened: open !== null });
    return handshakes.every((handshake) => handshake !== null) && handshakes;
  });
  const found = listed.map(({ requestHeaders, status, opened }) => ({
    key: requestHeaders.find(({ name }) => name.toLowerCase() === "sec-websocket-key")?.value,
    status,
    opened,
  }));
  // In the page's order: only an accepted socket can know which handshake was its own.
  expect(found.map(({ key, opened }) => (opened ? key : null))).toEqual(keys);
  // Each handshake of the server's once, with the answer that it got.
  const byServer = answered.map((handshake) => ({
    ...handshake,
    opened: handshake.status === 101,
  }));
  expect(new Set(found)).toEqual(new Set(byServer));
  expect(found).toHaveLength(byServer.length);
});
