import { openUntilClosed } from "../page-actions.ts";
import { expectOne, type Scenario } from "../scenario.ts";

export const refused: Scenario = {
  name: "nothing listens",
  devtools: "open",
  run: (page, { refusedUrl }) => openUntilClosed(page, `${refusedUrl}/weather`),
  expect: expectOne("/weather", "handshake-refused", [
    "handshake-failed",
    "handshake-unreachable",
    "abnormal-closure",
  ]),
};
