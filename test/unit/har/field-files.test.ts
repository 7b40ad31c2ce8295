import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { diagnoseText } from "../../../src/cli/diagnosed.ts";

type Case = {
  file: string;
  /** Where such files come from. */
  source: string;
  connections: number;
  /** Ids of findings that must and that must not be there. */
  must?: string[];
  mustNot: string[];
  /** What one of the notes says. */
  note?: string;
};

/** Files as other people's tools write them, made small. */
const CASES: Case[] = [
  {
    file: "chrome-1969-pending",
    source: "ChromeDevTools/devtools-frontend, NetworkRequest.pseudoWallTime",
    connections: 1,
    mustNot: ["handshake-timeout", "handshake-queued", "slow-handshake"],
    note: "pending from before the recording began",
  },
  {
    file: "chrome-first-message-late",
    source: "ChromeDevTools/devtools-frontend, NetworkManager.webSocketFrameReceived",
    connections: 1,
    mustNot: ["slow-handshake", "idle-timeout", "no-heartbeat"],
  },
  {
    file: "chrome-pending-http-goes-on",
    source: "ChromeDevTools/devtools-frontend, HARLog",
    connections: 1,
    must: ["handshake-timeout"],
    mustNot: [],
  },
  {
    file: "cypress-har-generator-http-only",
    source: "NeuraLegion/cypress-har-generator",
    connections: 0,
    mustNot: ["handshake-failed", "handshake-not-found", "auth-rejected"],
    note: "holds no WebSocket connections",
  },
  {
    file: "pcap2har-null",
    source: "andrewf/pcap2har",
    connections: 1,
    mustNot: ["handshake-failed"],
  },
  {
    file: "chrome-har-capturer-ws",
    source: "cyrus-and/chrome-har-capturer, issue 72",
    connections: 1,
    mustNot: ["idle-timeout", "lifetime-limit"],
    note: "times of the tool's own clock",
  },
  {
    file: "engineio-45s-nginx",
    source: "socketio/engine.io-protocol, heartbeat",
    connections: 1,
    mustNot: ["no-heartbeat", "slow-handshake"],
  },
  {
    file: "graphql-pong-is-no-answer",
    source: "enisdenjo/graphql-ws, PROTOCOL.md",
    connections: 1,
    mustNot: ["slow-responses", "response-timeout"],
  },
  {
    file: "chrome-nine-in-a-row",
    source: "ChromeDevTools/devtools-frontend, HARLog",
    connections: 9,
    must: ["flapping"],
    mustNot: [],
  },
  {
    file: "spoken-unknown-api-key",
    source: "mitmproxy/mitmproxy, savehar",
    connections: 1,
    must: ["auth-rejected"],
    mustNot: [],
  },
];

const diagnoseFile = (file: string) =>
  diagnoseText(file, readFileSync(new URL(`files/${file}.har`, import.meta.url), "utf8"));

it.each(CASES)("says what is right of $file", ({ file, connections, must, mustNot, note }) => {
  const { report, notes } = diagnoseFile(file);
  const ids = report.findings.map(({ id }) => id);
  expect(report.connections).toHaveLength(connections);
  expect(ids).toEqual(expect.arrayContaining(must ?? []));
  for (const id of mustNot) expect(ids).not.toContain(id);
  expect(notes.join("\n")).toContain(note ?? "");
});

it("tells how long a socket has been pending by what else the file tells of", () => {
  const { report } = diagnoseFile("chrome-pending-http-goes-on");
  expect(report.findings[0]?.title).toContain("90 s");
});

it("keeps the time between messages whose time of day is not known", () => {
  const [finding] = diagnoseFile("chrome-har-capturer-ws").report.findings;
  const age = finding?.evidence.find(({ label }) => label === "age");
  expect(age?.value).toBeCloseTo(8_960, -1);
});
