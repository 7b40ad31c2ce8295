/** The page's books, as `page/books.js` keeps them. */

type Sum = { count: number; sizeBytes: number };

export type BookedMessage = {
  kind: "send" | "lost" | "receive";
  sizeBytes: number;
  binary: boolean;
  /** The first characters, or bytes in hex; null of a Blob. */
  head: string | null;
};

export type Book = {
  url: string;
  open: { protocol: string; extensions: string } | null;
  send: Sum;
  lost: Sum;
  receive: Sum;
  messages: BookedMessage[];
  sendsThatThrew: number;
  closed: boolean;
  close: { code: number; reason: string; wasClean: boolean } | null;
  failed: boolean;
  gone: boolean;
};

export type Books = {
  books: Book[];
  /** Name and message of each. */
  constructorErrors: { text: string; gone: boolean }[];
  strayErrors: string[];
};
