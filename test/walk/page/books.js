/** What the page sees of its sockets by the plain results of the API: one book for each. */

const encoder = new TextEncoder();
/** So much of a message is looked at; its size is that of all of it. */
const HEAD_CHARACTERS = 40;
const HEAD_BYTES = 8;

export const books = [];
/** What each error said that a constructor threw, and in which window. */
export const constructorErrors = [];
/** What reached a window's `error` or `unhandledrejection`, and the walk did not throw itself. */
export const strayErrors = [];

export class OwnError extends Error {
  constructor() {
    super("thrown by the walk itself");
  }
}

/** Other windows have an `ArrayBuffer` and a `Blob` of their own. */
const isA = (kind, data) => Object.prototype.toString.call(data) === `[object ${kind}]`;

function sizeOf(data) {
  if (typeof data === "string") return encoder.encode(data).length;
  return isA("Blob", data) ? data.size : data.byteLength;
}

/** Null where it can't be read at once. */
function headOf(data) {
  if (typeof data === "string") return data.slice(0, HEAD_CHARACTERS).toWellFormed();
  if (isA("Blob", data)) return null;
  // A detached one has no bytes to look at.
  if (data.byteLength === 0) return "";
  const bytes = isA("ArrayBuffer", data)
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Array.from(bytes.slice(0, HEAD_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

/** `kind`: "send", "lost" or "receive". */
export function enter(book, kind, data) {
  if (book.gone) return;
  const sizeBytes = sizeOf(data);
  book[kind].count++;
  book[kind].sizeBytes += sizeBytes;
  book.messages.push({ kind, sizeBytes, binary: typeof data !== "string", head: headOf(data) });
}

const none = () => ({ count: 0, sizeBytes: 0 });

/** Listens before anyone else of the page does. */
export function keepBook(socket) {
  const book = {
    url: socket.url,
    open: null,
    send: none(),
    /** Given to `send()` in CLOSING or CLOSED. */
    lost: none(),
    receive: none(),
    messages: [],
    sendsThatThrew: 0,
    /** The page called `close()` on it while it was connecting or open. */
    closed: false,
    close: null,
    /** An `error` in CLOSED, which is all that comes where a policy forbids the connection. */
    failed: false,
    /** Its window went away: nobody counts any more what is done to it. */
    gone: false,
  };
  books.push(book);
  const on = (type, hear) =>
    socket.addEventListener(type, (event) => {
      if (event.isTrusted) hear(event);
    });
  on("open", () => {
    book.open = { protocol: socket.protocol, extensions: socket.extensions };
  });
  on("message", ({ data }) => enter(book, "receive", data));
  on("error", () => {
    if (socket.readyState === 3) book.failed = true;
  });
  on("close", ({ code, reason, wasClean }) => {
    book.close = { code, reason, wasClean };
  });
  return book;
}

export const isOver = ({ gone, close, failed }) => gone || close !== null || failed;

export function watchErrors(window) {
  window.addEventListener("error", ({ error, message }) => {
    if (!(error instanceof OwnError)) strayErrors.push(`error: ${message}`);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    if (!(reason instanceof OwnError)) strayErrors.push(`unhandled rejection: ${reason}`);
  });
}
