import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const messageTooBig: Scenario = {
  name: "message too big",
  devtools: "closed",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/limit/1024`, 4_096),
  expect: expectOne("/limit/1024", "message-too-big", ["closed-by-server", "abnormal-closure"]),
};
