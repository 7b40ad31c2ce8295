import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const notWebSocket: Scenario = {
  name: "a web page answers",
  devtools: "open",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/status/200`),
  expect: expectOne("/status/200", "handshake-not-websocket", [
    "handshake-failed",
    "handshake-rejected",
    "abnormal-closure",
  ]),
};
