/** Where the bytes of a file stop being JSON that can be passed on. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";

  constructor(
    /** How many bytes stand before it. */
    readonly offset: number,
    /** Completes the sentence that begins with the place. */
    readonly problem: string,
  ) {
    super(problem);
  }
}
