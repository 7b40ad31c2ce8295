import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const unauthorized: Scenario = {
  name: "401",
  devtools: "open",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/status/401`),
  expect: expectOne("/status/401", "auth-rejected", [
    "handshake-failed",
    "handshake-rejected",
    "abnormal-closure",
  ]),
};
