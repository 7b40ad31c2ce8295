import type { Page } from "playwright";
import type { Connection } from "../../../src/session/session.ts";

/** What the page itself counted on one socket. */
export type Book = { name: string; sent: number; received: number };

/**
 * A script in which `open(path, everyMs)` opens a socket and keeps books of it, which outlive the
 * document they are about: a frame writes into those of its parent.
 */
export const keepBooks = (url: string): string => `
  const books = (window.parent !== window && window.parent.books) || [];
  window.books = books;
  const open = (path, everyMs = 0) => {
    const socket = new WebSocket("${url}" + path);
    const book = { name: path, sent: 0, received: 0 };
    books.push(book);
    socket.onmessage = () => { book.received++; };
    if (everyMs) setInterval(() => {
      if (socket.readyState !== 1) return;
      socket.send("message " + book.sent++);
    }, everyMs);
    return socket;
  };`;

export const booksOf = (page: Page): Promise<Book[]> => page.evaluate("books");

/** The same books, as Stormglass kept them. */
export const asBooks = (connections: Connection[]): Book[] =>
  connections.map(({ url, send, receive }) => {
    const { pathname, search } = new URL(url);
    return { name: pathname + search, sent: send.count, received: receive.count };
  });
