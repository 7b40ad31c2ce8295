import type { Page } from "playwright";
import type { FindingId, Health, Outage, Policy } from "../../src/analysis/finding.ts";
import type { BrowserHandle, BrowserOptions } from "../harness/launch-browser.ts";
import type { LabServers } from "./lab-servers.ts";

/** One failure, or one healthy session, whose truth is known because we made it happen. */
export type Scenario = {
  name: string;
  /** Whether DevTools is open on the tab, and so whether Chromium tells why a handshake failed. */
  devtools: "open" | "closed";
  /** Makes it happen in a page that is empty, and resolves when it has happened. */
  run(page: Page, servers: LabServers, browser: BrowserHandle): Promise<void>;
  expect: Expectation;
  /** Quick and telling: one of those that run with every `npm test`. */
  core?: boolean;
  /** It waits for minutes and hardly works: it gets a lane of its own, beside the others. */
  waitsMinutes?: true;
  /** A browser of its own, for what the shared one does not do. */
  browser?: Pick<BrowserOptions, "extraExtensions" | "backForwardCache">;
};

export type ConnectionTruth = {
  /** All connections with this path; each must be as said. */
  path: string;
  /** A client library may have tried once more before it was stopped. */
  count: number | { atLeast: number };
  state: "connecting" | "open" | "closing" | "closed";
  /** Several where the evidence supports any of them. */
  primary: FindingId | FindingId[] | null;
};

type Grade = Health["grade"];

/** What is known of a client's schedule; what is left out is not looked at. */
export type PolicyTruth = {
  path: string;
  kind: Policy["kind"];
  baseMs?: number;
  factor?: number;
};

/** What went wrong, and when: filled in by the scenario while it makes it happen. Epoch ms. */
export type OutageTruth = {
  begin: number;
  end: number;
  state: Outage["state"];
  /** Any of them is right. */
  causes: readonly FindingId[];
  told: Outage["told"];
  endpoints: number;
};

export type Expectation = {
  connections: ConnectionTruth[];
  required: FindingId[];
  /** `trouble`: nothing that is a warning or an error. */
  forbidden: FindingId[] | "trouble";
  policy?: PolicyTruth;
  /** What findings that explain ends, and required ones, must say somewhere and must say nowhere. */
  words?: { says?: RegExp[]; never?: RegExp[] };
  /** All outages, in order of time; none besides. */
  outages?: readonly OutageTruth[];
  /** The grade of the tab. */
  health?: Grade | Grade[];
};

/** Most scenarios: one connection, which ends, and the one finding that says why. */
export const expectOne = (
  path: string,
  primary: ConnectionTruth["primary"],
  forbidden: Expectation["forbidden"] = [],
): Expectation => expectEach(path, 1, primary, forbidden);

/** The same end, so many times. */
export const expectEach = (
  path: string,
  count: ConnectionTruth["count"],
  primary: ConnectionTruth["primary"],
  forbidden: Expectation["forbidden"] = [],
): Expectation => ({
  connections: [{ path, count, state: "closed", primary }],
  required: [],
  forbidden,
});

/** Connections that live on and of which there is nothing to say, unless something is required. */
export const expectOpen = (
  path: string,
  { count = 1, required = [] }: { count?: number; required?: FindingId[] } = {},
): Expectation => ({
  connections: [{ path, count, state: "open", primary: null }],
  required,
  forbidden: required.length === 0 ? "trouble" : [],
});
