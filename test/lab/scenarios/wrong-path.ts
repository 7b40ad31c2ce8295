import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const wrongPath: Scenario = {
  name: "404",
  devtools: "open",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/weathr`),
  expect: expectOne("/weathr", "handshake-not-found", [
    "handshake-failed",
    "handshake-rejected",
    "abnormal-closure",
  ]),
};
