/** Sockets that cannot be told apart from outside, and each of which says by itself which one it is. */
import { createServer } from "node:http";
import { acceptWebSocket } from "../../servers/accept.ts";
import { createFaultHandlers } from "../../servers/fault-handlers.ts";
import { encodeAnswer, refuseWith } from "../../servers/http-answer.ts";
import { listen, takeFreePort } from "../../servers/listen.ts";
import type { Route } from "../../servers/visit.ts";

/** What a page or a worker knows of one of its sockets. */
export type Book = { url: string; serial: string | null; code: number | null };

export type SerialServers = { urls: string[]; stop(): Promise<void> };

/**
 * /serial/:how on each host: the number of each upgrade stands in its answer, which only DevTools
 * sees, and in its first message, which only the page sees.
 */
export async function startSerialServers(hosts: readonly string[]): Promise<SerialServers> {
  let last = 0;
  const serial: Route = (visit) => {
    const number = String(++last);
    const [how] = visit.args;
    if (how === "refuse") {
      visit.socket.end(encodeAnswer(refuseWith(403)));
      return;
    }
    const answer = (connection: { send(text: string): void; close(code: number): void }) => {
      connection.send(number);
      if (how === "over") connection.close(4000);
    };
    acceptWebSocket(visit, answer, { headers: [`X-Serial: ${number}`] });
  };
  const { answerRequest, answerUpgrade } = createFaultHandlers({ serial });
  const servers = await Promise.all(
    hosts.map((host) => listen(createServer(answerRequest).on("upgrade", answerUpgrade), host)),
  );
  return {
    urls: servers.map(({ host, port }) => `ws://${host}:${port}/serial`),
    stop: async () => {
      await Promise.all(servers.map(({ stop }) => stop()));
    },
  };
}

/** The addresses of one round, in the order in which they are asked for: most stand in it more than once. */
export async function addressesOf({ urls }: SerialServers): Promise<string[]> {
  const dead = `ws://127.0.0.1:${await takeFreePort()}/`;
  const round = urls.flatMap((url) => [
    ...[`${url}/stay`, `${url}/quick`, `${url}/quick`, `${url}/over`],
    ...[`${url}/quick`, `${url}/quick`, `${url}/over`, `${url}/over`],
  ]);
  return [...round.slice(0, 9), `${urls[0]}/refuse`, ...round.slice(9), dead];
}

const QUICK_MS = 50;
/** Some turns while DevTools opens, which takes some seconds on a busy machine. */
const SLOW_MS = 400;

/**
 * A script for a page or a worker: opens `count` sockets, three at once, and keeps books of them.
 * After `slowDown` it takes its time; `openAnother` opens one more, and `goOn` the last `held`.
 */
export const openInTurn = (addresses: readonly string[], count: number, held: number): string => `
  globalThis.books = [];
  let [upTo, everyMs, isLast] = [${count}, ${QUICK_MS}, false];
  globalThis.slowDown = () => { everyMs = ${SLOW_MS}; };
  globalThis.openAnother = () => { upTo++; };
  globalThis.goOn = () => { [upTo, everyMs, isLast] = [upTo + ${held}, ${QUICK_MS}, true]; };
  globalThis.isSettled = () => isLast && books.length === upTo &&
    books.every(({ url, serial, code }) => code !== null || (serial !== null && url.endsWith("/stay")));
  const addresses = ${JSON.stringify(addresses)};
  const open = () => {
    const url = addresses[books.length % addresses.length];
    const book = { url, serial: null, code: null };
    books.push(book);
    const socket = new WebSocket(url);
    socket.onmessage = ({ data }) => {
      book.serial = data;
      if (url.endsWith("/quick")) socket.close(4001);
    };
    socket.onclose = ({ code }) => { book.code = code; };
  };
  const turn = () => {
    for (let i = 0; i < 3 && books.length < upTo; i++) open();
    if (!isLast || books.length < upTo) setTimeout(turn, everyMs);
  };
  turn();`;
