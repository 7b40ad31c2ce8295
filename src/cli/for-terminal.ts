import { codeOf, replaceUnsafe } from "../words/safe-text.ts";

/**
 * What is written as a file, where it is shown on a terminal instead: nothing in it may move the
 * cursor or hide other words. Of JSON the codes say the same.
 */
export async function* forTerminal(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield showLines(decoder.decode(chunk, { stream: true }));
  yield showLines(decoder.decode());
}

const showLines = (text: string): string =>
  text
    .split("\n")
    .map((line, i, { length }) =>
      // Tables end their lines with both.
      line.endsWith("\r") && i < length - 1 ? `${show(line.slice(0, -1))}\r` : show(line),
    )
    .join("\n");

const show = (line: string): string =>
  replaceUnsafe(line, (character) =>
    character === "\t" ? character : character.split("").map(codeOf).join(""),
  );
