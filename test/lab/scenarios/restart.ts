import { openAll } from "../page-actions.ts";
import type { Scenario } from "../scenario.ts";

export const restart: Scenario = {
  name: "restart under four sockets",
  devtools: "closed",
  async run(page, { faults }) {
    await openAll(page, `${faults.url}/echo`, 4);
    faults.closeAll(1012, "restart");
  },
  expect: {
    connections: [{ path: "/echo", count: 4, state: "closed", primary: "server-restart" }],
    required: [],
    forbidden: ["closed-by-server", "abnormal-closure", "reconnect-storm"],
  },
};
