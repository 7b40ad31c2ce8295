import type { Page } from "playwright";
import type { FindingId } from "../../src/analysis/finding.ts";
import type { LabServers } from "./lab-servers.ts";

/** One failure, or one healthy session, whose truth is known because we made it happen. */
export type Scenario = {
  name: string;
  /** Whether DevTools is open on the tab, and so whether Chromium tells why a handshake failed. */
  devtools: "open" | "closed";
  /** Makes it happen in a page that is empty, and resolves when it has happened. */
  run(page: Page, servers: LabServers): Promise<void>;
  expect: Expectation;
};

export type Expectation = {
  connections: {
    /** All connections with this path; each must be as said. */
    path: string;
    count: number;
    state: "open" | "closed";
    primary: FindingId | null;
  }[];
  required: FindingId[];
  /** `trouble`: nothing that is a warning or an error. */
  forbidden: FindingId[] | "trouble";
};

/** Most scenarios: one connection, which ends, and the one finding that says why. */
export const expectOne = (
  path: string,
  primary: FindingId,
  forbidden: Expectation["forbidden"],
): Expectation => ({
  connections: [{ path, count: 1, state: "closed", primary }],
  required: [],
  forbidden,
});
