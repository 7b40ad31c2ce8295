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
