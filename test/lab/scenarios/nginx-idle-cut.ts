import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

/** One message, one echo, and then nginx waits in vain. A single cut proves no idle limit yet. */
export const nginxIdleCut: Scenario = {
  name: "idle cut by nginx",
  devtools: "closed",
  run: (page, { nginx }) => openUntilClosed(page, `${nginx.url}/echo`, 16),
  expect: expectOne("/echo", "abnormal-closure", ["server-restart", "reconnect-storm"]),
};
