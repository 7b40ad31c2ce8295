export type Header = { name: string; value: string };

/** What DevTools knows of a handshake; the page never learns any of it. */
export type Handshake = {
  /** The same for the same request, however often DevTools tells of it. */
  key: string;
  /** When it was answered or failed. */
  at: number;
  /** Null where no HTTP answer came. */
  status: number | null;
  statusText: string;
  /** Chromium's own words, such as `net::ERR_CONNECTION_REFUSED`. */
  error: string | null;
  /** It failed, and the words are an empty string: another extension blanks them. */
  blanked: boolean;
  requestHeaders: Header[];
  responseHeaders: Header[];
  remoteAddress: string | null;
  durationMs: number | null;
};

/** A handshake as DevTools lists it, before it is matched to a connection. */
export type SeenHandshake = {
  url: string;
  startedAt: number;
  /** When the socket was over, as far as DevTools knows. */
  endedAt: number | null;
  /** Of the page's socket that it is of (`socket-mark.ts`); null where it was opened without our hook. */
  mark: string | null;
  /** Opened without our hook, and not by a page that DevTools names: by a worker, or where the hook stays out. */
  fromWorker: boolean;
  handshake: Handshake;
};

/** The browser's own words for the answers that its log shows without their number. */
const NAMED_STATUS: [RegExp, number][] = [
  [/^HTTP Authentication failed/, 401],
  [/^Proxy authentication failed/, 407],
];

/** The HTTP status of a refused upgrade, which stands only in the words of the error. */
export function statusInError(error: string): number | null {
  const number = /Unexpected response code: (\d{3})/.exec(error)?.[1];
  if (number) return Number(number);
  return NAMED_STATUS.find(([words]) => words.test(error))?.[1] ?? null;
}
