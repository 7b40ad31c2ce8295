/**
 * What is known of one service, protocol, server, proxy or client library: how it gives itself
 * away, what its messages are read with, what it means by its codes, and when it ends a connection.
 */
export type Service = {
  is: Kind;
  /** Any one of them is enough; none where it never shows itself and only its numbers are known. */
  signs?: readonly Sign[];
  /** Parameters of its addresses that name something and open nothing, whatever they are called. */
  naming?: readonly string[];
  /** How its messages are read; left out where they are read as anybody's. */
  decoder?: string;
  codes?: readonly Code[];
  signals?: readonly Signal[];
  sizes?: readonly SizeLimit[];
  limits?: readonly TimeLimit[];
  /** What its two sides exchange before it is ready. */
  opening?: Opening;
  /** How its clients come back, by default. */
  schedules?: readonly Schedule[];
  /** Where its signs are documented: `owner/repo:path` on GitHub, or a URL. */
  source: string;
};

/**
 * proxy: software that anybody may put on the way; cloud: a provider's own balancer or edge; server:
 * software that answers the handshake; protocol: what a library or a product of many hosts speaks;
 * service: somebody's own hosts; client: a library in the page.
 */
export type Kind = "proxy" | "cloud" | "server" | "protocol" | "service" | "client";

export type Sign =
  | AddressSign
  | { subprotocol: RegExp }
  /** Of the beginning of a text among the first messages, either way. */
  | { message: RegExp }
  /** Of a JSON object among the first messages, or of the first in a list of them. */
  | { field: readonly [name: string, value: string] }
  /** Of the beginning of a binary one, each byte as two digits: `"10"`, `"ff"`. */
  | { bytes: RegExp }
  /** Of `Name: value` of a header of the answer to the handshake, or to a plain request for the same. */
  | { header: RegExp }
  /** Of the beginning of what a plain request for the same address is answered: a page, an error. */
  | { page: RegExp };

/** All that it names must fit. */
export type AddressSign = { host?: RegExp; port?: RegExp; path?: RegExp; query?: RegExp };

/** When to come back. */
export type Retry =
  | "immediate"
  | "immediate-new-session"
  | "backoff"
  | "backoff-jitter"
  | "after-fix"
  | "after-fix-auth"
  | "never"
  | "app-defined"
  | "unknown";

/** What it means by a close code, or by a range of them. Codes from 3000 upward collide between services. */
export type Code = {
  code: number | CodeRange;
  name: string;
  meaning: string;
  retry: Retry;
  note?: string;
  source: string;
};

/** The last one belongs to it. */
export type CodeRange = readonly [first: number, last: number];

type CodeRow = readonly [
  code: number | CodeRange,
  name: string,
  meaning: string,
  retry: Retry,
  note?: string,
];

export const codesFrom = (source: string, rows: readonly CodeRow[]): Code[] =>
  rows.map(([code, name, meaning, retry, note]) => ({
    code,
    name,
    meaning,
    retry,
    ...(note === undefined ? {} : { note }),
    source,
  }));

/** What a word or a code within its messages means. */
export type Signal = { value: string; meaning: string; retry: Retry; source: string };

type SignalRow = readonly [value: string, meaning: string, retry: Retry];

export const signalsFrom = (source: string, rows: readonly SignalRow[]): Signal[] =>
  rows.map(([value, meaning, retry]) => ({ value, meaning, retry, source }));

/** The largest message that it takes unless it is told otherwise. `setting`: null where nobody can. */
export type SizeLimit = { where: string; bytes: number; setting: string | null; source: string };

/** Whose silence: nothing either way, nothing from the server, nothing from the page. */
export type Silence = "either" | "receive" | "send";

/** A default of well-known software, or the rule of a service, that ends a connection. */
export type TimeLimit = {
  name: string;
  kind: "idle" | "lifetime";
  seconds: number;
  /** Idle only. */
  silence?: Silence;
  /** The server pings by default before it comes to that; the page sees nothing of it. */
  pings?: true;
  /** Whose job a change is; fixed: nobody can. */
  who: "proxy" | "server" | "fixed";
  change?: string;
  setting?: string;
  confidence: "high" | "medium";
  source: string;
};

/** `ready`: what ends the opening; `timeoutsMs`: how long the common servers wait for it. */
export type Opening = {
  ready: string;
  timeoutsMs: readonly { ms: number; of: string; source: string }[];
};

/** Delays in ms as the source sets them by default. */
export type Schedule = {
  name: string;
  jitter: "none" | "proportional" | "full";
  /** Of proportional jitter. */
  fraction?: number;
  /** After so many tries it stops; left out where it goes on. */
  attempts?: number;
  source: string;
} & (
  | {
      kind: "exponential" | "fixed" | "linear";
      /** The least and the greatest base that the library draws; the same where it draws none. */
      baseMs: readonly [least: number, greatest: number];
      factor?: number;
      stepMs?: number;
      capMs?: number;
      /** The cap cuts what was drawn, instead of what is drawn around. */
      capsDraw?: true;
      scheduleMs?: undefined;
    }
  | { kind: "listed"; scheduleMs: readonly number[] }
);
