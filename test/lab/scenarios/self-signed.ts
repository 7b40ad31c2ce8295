import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const selfSigned: Scenario = {
  name: "self-signed certificate",
  devtools: "open",
  run: (page, { selfSigned }) => openUntilClosed(page, `${selfSigned.url}/echo`),
  expect: expectOne("/echo", "handshake-tls", [
    "handshake-failed",
    "handshake-unreachable",
    "abnormal-closure",
  ]),
};
