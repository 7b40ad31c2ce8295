/** Where the page's books and a recording of it disagree: a line each. */
import type { Har, HarMessage } from "../../src/har/session-file.ts";
import { MAX_CONSTRUCTOR_ERRORS } from "../../src/session/limits.ts";
import type { Connection, Session } from "../../src/session/session.ts";
import type { Book, BookedMessage, Books } from "./books.ts";

type Sum = { count: number; sizeBytes: number };
type SeenConnection = Pick<
  Connection,
  "url" | "open" | "closing" | "end" | "lost" | "sendFailure" | "pageWorker"
> & { send: Sum; receive: Sum };

type Seen = Pick<Session, "forgedCount" | "forgottenCount" | "dropped"> & {
  foldedConnections?: unknown[];
  constructorErrors: { name: string; message: string }[];
  connections: SeenConnection[];
};

const pick = ({ count, sizeBytes }: Sum): Sum => ({ count, sizeBytes });

type Fact = {
  open: { protocol: string; extensions: string } | null;
  closed: boolean;
  send: Sum;
  lost: Sum;
  receive: Sum;
  sendsThatThrew: number;
  end: { by: string; code: number | null; reason: string; wasClean: boolean | null };
};

const FIELDS = ["open", "closed", "send", "lost", "receive", "sendsThatThrew", "end"] as const;

const booked = ({ open, close, failed, gone, ...book }: Book): Fact => ({
  open,
  closed: book.closed,
  send: book.send,
  lost: book.lost,
  receive: book.receive,
  sendsThatThrew: book.sendsThatThrew,
  end: close
    ? { by: "close", ...close }
    : {
        by: failed ? "error" : gone ? "page-gone" : "nothing",
        code: null,
        reason: "",
        wasClean: null,
      },
});

const recorded = ({ open, closing, end, ...seen }: SeenConnection): Fact => ({
  open: open && { protocol: open.protocol, extensions: open.extensions },
  closed: closing !== null,
  send: pick(seen.send),
  lost: pick(seen.lost),
  receive: pick(seen.receive),
  sendsThatThrew: seen.sendFailure?.count ?? 0,
  end: {
    by: end?.by ?? "nothing",
    code: end?.code ?? null,
    reason: end?.reason ?? "",
    wasClean: end?.wasClean ?? null,
  },
});

/** What stands more often in one list than in the other, of each. */
function onlyInOne(here: string[], there: string[]): [string[], string[]] {
  const without = (list: string[], taken: string[]): string[] => {
    const left = [...taken];
    return list.filter((item) => {
      const at = left.indexOf(item);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return [without(here, there), without(there, here)];
}

const sureIf =
  (all: boolean) =>
  ({ gone }: { gone: boolean }): boolean =>
    all || !gone;

/**
 * `wasStopped`: the worker was, while the page walked. What a frame says in its last moment before
 * that may be lost: it is not saved yet, and nobody is left who would say it again.
 */
export function compareSession(
  { books, constructorErrors, strayErrors }: Books,
  seen: Seen,
  wasStopped: boolean,
): string[] {
  const wrong: string[] = [];
  const expect = (what: string, page: unknown, recording: unknown) => {
    const [said, found] = [JSON.stringify(page), JSON.stringify(recording)];
    if (said !== found) wrong.push(`${what}: the page says ${said}, the recording ${found}`);
  };
  const isSure = sureIf(!wasStopped);
  const expectSame = (
    what: string,
    page: { gone: boolean; text: string }[],
    recording: string[],
  ) => {
    const textsOf = (list: typeof page) => list.map(({ text }) => text);
    const [missing, more] = onlyInOne(textsOf(page.filter(isSure)), recording);
    expect(`${what} that only one of them has`, missing, onlyInOne(more, textsOf(page))[0]);
  };
  expect("errors of ours", [], strayErrors);
  expectSame(
    "connections",
    books.map(({ url, gone }) => ({ text: url, gone })),
    seen.connections.map(({ url }) => url),
  );
  const byUrl = new Map(seen.connections.map((connection) => [connection.url, connection]));
  for (const book of books.filter(isSure)) {
    const connection = byUrl.get(book.url);
    if (!connection) continue;
    const [fact, found] = [booked(book), recorded(connection)];
    for (const field of FIELDS) expect(`${book.url}, ${field}`, fact[field], found[field]);
  }
  expectSame(
    "constructor errors",
    constructorErrors.slice(-MAX_CONSTRUCTOR_ERRORS),
    seen.constructorErrors.map(({ name, message }) => `${name}: ${message}`),
  );
  const { forgedCount, forgottenCount, foldedConnections = [] } = seen;
  expect("no more than that", [0, 0, []], [forgedCount, forgottenCount, foldedConnections]);
  expect(
    "the hook's failures",
    [],
    seen.dropped.filter(({ why }) => why === "hook-error"),
  );
  return wrong;
}

const asBooked = ({ type, opcode, data, _stormglass: mark }: HarMessage): BookedMessage => ({
  kind: type === "receive" ? "receive" : mark?.lost ? "lost" : "send",
  sizeBytes: mark?.sizeBytes ?? -1,
  binary: opcode === 2,
  head: mark?.notKept ? null : opcode === 2 ? hexHead(data) : wellFormedHead(data),
});

/** A lone surrogate as it travels. */
const wellFormedHead = (text: string): string => Buffer.from(text.slice(0, 40)).toString();

const hexHead = (base64: string): string =>
  Buffer.from(base64, "base64").subarray(0, 8).toString("hex");

const isSame = (page: BookedMessage, row: BookedMessage): boolean =>
  page.kind === row.kind &&
  page.sizeBytes === row.sizeBytes &&
  page.binary === row.binary &&
  (page.head === row.head || page.head === null || row.head === null);

const isMessage = ({ opcode }: HarMessage): boolean => opcode === 1 || opcode === 2;

/** A recording may begin late: what a file has of a connection are its last messages. */
function compareMessages(book: Book, messages: HarMessage[]): string[] {
  const rows = messages.filter(isMessage).map(asBooked);
  const expected = book.messages.slice(Math.max(0, book.messages.length - rows.length));
  const at = rows.findIndex((row, i) => !expected[i] || !isSame(expected[i], row));
  if (at < 0) return [];
  const [said, found] = [JSON.stringify(expected[at]), JSON.stringify(rows[at])];
  return [`${book.url}, message ${at}: the page says ${said}, the file ${found}`];
}

/** From the moment on when the recording of a document began, it has every message. */
function compareDocuments(
  { entries, _stormglass: { session } }: Har["log"],
  wasStopped: boolean,
): string[] {
  const isSure = sureIf(!wasStopped);
  return session.documents.flatMap(({ id, state, bodiesFromSeq, appliedSeq }) => {
    if (bodiesFromSeq === null || !isSure({ gone: state !== "live" })) return [];
    const kept = entries
      .filter(({ _stormglass: { connection } }) => connection.documentId === id)
      .flatMap(({ _webSocketMessages }) => _webSocketMessages.filter(isMessage))
      .filter(({ _stormglass: mark }) => mark && mark.seq >= bodiesFromSeq).length;
    const seen = appliedSeq - bodiesFromSeq;
    return kept === seen
      ? []
      : [`document ${id}: ${seen} messages were recorded, ${kept} are kept`];
  });
}

export function compareFile(books: Books, { log }: Har, wasStopped: boolean): string[] {
  const { session } = log._stormglass;
  const connections = log.entries.map(({ _stormglass }) => _stormglass.connection);
  const wrong = compareSession(books, { ...session, connections }, wasStopped);
  // Those are told as not kept, without saying which ones.
  if (session.dropped.some(({ what }) => what === "messages")) return wrong;
  const byUrl = new Map(log.entries.map((entry) => [entry.request.url, entry]));
  const inRows = books.books
    .filter(sureIf(!wasStopped))
    .flatMap((book) => compareMessages(book, byUrl.get(book.url)?._webSocketMessages ?? []));
  return [...wrong, ...inRows, ...compareDocuments(log, wasStopped)];
}
