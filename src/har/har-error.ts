/** Why a file cannot be read: where in it, and what is wrong there. */
export class HarError extends Error {
  override readonly name = "HarError";

  constructor(
    /** Such as `log.entries[3]._webSocketMessages[0].time`, or `line 4, column 12`. */
    readonly place: string,
    /** Completes the sentence that begins with the place. */
    problem: string,
  ) {
    super(`${place} ${problem}`);
  }
}

/** The text is not JSON at that place: what is nearly JSON can be mended. */
export class JsonError extends HarError {}

/** What of a file could not be read. `named`: some of the places, each with what is wrong there. */
export type Unread = { count: number; named: string[] };

/** How many places are named before the rest is only counted. */
export const NAMED = 3;

export const noneUnread = (): Unread => ({ count: 0, named: [] });

export function addUnread(unread: Unread, { message }: HarError): void {
  unread.count++;
  if (unread.named.length < NAMED) unread.named.push(message);
}
