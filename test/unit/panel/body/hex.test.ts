import { expect, test } from "vitest";
import { hexDump } from "../../../../src/panel/body/hex.ts";

test("writes sixteen bytes a line with offsets and printable characters", () => {
  const dump = hexDump(new TextEncoder().encode("ABCDEFGHIJKLMNOPQ\u0001"));
  expect(dump).toBe(
    "00000000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP\n" +
      "00000010  51 01                                            Q.",
  );
});
