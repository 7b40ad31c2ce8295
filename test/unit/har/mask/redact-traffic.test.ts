import { expect, test } from "vitest";
import { redactTraffic } from "../../../../src/har/mask/redact-traffic.ts";
import { makeBeat, makeTraffic } from "../../../builders.ts";

test("a masked file knows which messages are alike, and not the hash of any", () => {
  const ping = makeBeat({ hash: 0xdeadbeef });
  const reply = {
    hash: 0xdeadbeef,
    sizeBytes: 4,
    shape: 5,
    count: 2,
    sumMs: 4,
    maxMs: 3,
    lastAt: 9,
  };
  const traffic = makeTraffic();
  traffic.send.beats = [{ ...ping, reply }, makeBeat({ hash: 0 }), makeBeat({ hash: 77 })];
  traffic.send.seenTexts = { keys: [0xdeadbeef], at: [5] };
  const masked = redactTraffic(traffic, {});
  expect(masked.send.beats.map(({ hash }) => hash)).toEqual([1, 0, 2]);
  expect(masked.send.beats[0]?.reply?.hash).toBe(1);
  expect(JSON.stringify(masked)).not.toContain(String(0xdeadbeef));
  expect(traffic.send.beats[0]?.hash).toBe(0xdeadbeef);
});
