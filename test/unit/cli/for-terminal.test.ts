import { expect, it } from "vitest";
import { forTerminal } from "../../../src/cli/for-terminal.ts";

async function shown(text: string, cutAt: number): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    yield bytes.slice(0, cutAt);
    yield bytes.slice(cutAt);
  }
  const pieces: string[] = [];
  for await (const piece of forTerminal(chunks())) pieces.push(piece);
  return pieces.join("");
}

it("shows what would move the cursor or hide words as codes, wherever the pieces are cut", async () => {
  const url = "wss://a.test/\u001b[31m\u009b2J\u202elive\u0007";
  const line = `${JSON.stringify({ url })}\n`;
  const size = new TextEncoder().encode(line).length;
  for (let cutAt = 0; cutAt <= size; cutAt++) {
    const text = await shown(line, cutAt);
    expect(text).toMatch(/^[ -~]+\n$/);
    expect(JSON.parse(text)).toEqual({ url });
  }
});

it("leaves lines, columns and letters of all scripts as they are", async () => {
  const table = "when\turl\r\n1\tعربي 日本 é\r\n";
  expect(await shown(table, 5)).toBe(table);
  expect(await shown("over\rwritten\n", 3)).toBe("over\\u000dwritten\n");
});
