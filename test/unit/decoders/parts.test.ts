import { expect, test } from "vitest";
import { describeMessage } from "../../../src/decoders/index.ts";

test("a ping beside a publication does not make the message a heartbeat", () => {
  const both = '{}\n{"push":{"channel":"weather","pub":{"data":{"hPa":1009}}}}';
  expect(describeMessage("centrifuge", both, "receive").isHeartbeat).toBe(false);
  expect(describeMessage("centrifuge", "{}", "receive").isHeartbeat).toBe(true);
});
