import { describe, expect, it } from "vitest";
import { diagnoseMasked, maskFile } from "../../../src/cli/diagnosed.ts";
import { readHar } from "../../../src/har/read.ts";

const START_S = 1_795_176_000;
const iso = (s: number) => new Date((START_S + s) * 1000).toISOString();

const http = (s: number, url: string, response: object) => ({
  startedDateTime: iso(s),
  time: 30,
  request: { method: "GET", url, headers: [] },
  response: { headers: [], content: {}, ...response },
  timings: { wait: 30 },
});
const socket = (s: number, response: object, messages: object[] = [], rest: object = {}) => ({
  startedDateTime: iso(s),
  time: 20,
  _resourceType: "websocket",
  _initiator: {},
  request: { method: "GET", url: "wss://app.example.test/ws", headers: [] },
  response: { headers: [], content: {}, ...response },
  timings: { wait: 20, receive: 0 },
  _webSocketMessages: messages,
  ...rest,
});
const failure = (s: number, data: string) => ({
  type: "error",
  time: START_S + s,
  opcode: -1,
  data,
});

const diagnoseEntries = (...entries: object[]) =>
  diagnoseMasked(
    "x.har",
    maskFile(
      readHar(
        JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector" }, entries } }),
      ),
    ),
  ).report.findings;

const primaryOf = (...entries: object[]) => {
  const found = diagnoseEntries(...entries).find(({ primary }) => primary);
  if (!found) throw new Error("nothing explains it");
  return found;
};
const lost = socket(0, { status: 101 }, [], {
  time: 10_000,
  timings: { wait: 20, receive: 9_980 },
});

describe("HTTP to the host of a socket", () => {
  it("that works says that the upgrade alone fails", () => {
    const found = primaryOf(
      http(-5, "https://app.example.test/poll", { status: 200 }),
      socket(0, { status: 0 }, [failure(0.02, "WebSocket connection failed")]),
      http(5, "https://app.example.test/poll", { status: 200 }),
    );
    expect(found.title).toContain("answers HTTP (200)");
    expect(found.causes[0]).toContain("HTTP to this host works at the same time");
    const evidence = found.evidence.find(({ is }) => is === "http-works");
    expect(evidence?.value).toBe("GET /poll answered 200 (2 requests)");
  });

  it("that worked before a loss says nothing of it", () => {
    const early = http(9, "https://app.example.test/poll", { status: 200 });
    const late = http(12, "https://app.example.test/poll", { status: 200 });
    expect(primaryOf(early, lost).evidence.map(({ is }) => is)).not.toContain("http-works");
    expect(primaryOf(late, lost).causes[0]).toContain("this connection alone was ended");
  });

  it("that works does not contradict a server that says it restarts", () => {
    const restarted = { ...lost, _webSocketClose: { code: 1012, reason: "" } };
    const found = primaryOf(restarted, http(12, "https://app.example.test/poll", { status: 200 }));
    expect(found.id).toBe("server-restart");
    expect(found.causes.join()).not.toContain("alone");
  });

  it("that fails, too, says that it is not about WebSockets", () => {
    const found = primaryOf(
      socket(0, { status: 502 }, [failure(0.02, "Unexpected response code: 502")]),
      http(5, "https://app.example.test/poll", { status: 502 }),
    );
    expect(found.causes[0]).toContain("fails at the same time, too (502)");
  });

  it("is not to be asked for again where nobody's page is open", () => {
    const found = primaryOf(
      socket(0, { status: 0 }, [failure(0.02, "WebSocket connection failed")]),
    );
    expect(found.variant).toBe("in-file");
    expect(JSON.stringify(found)).not.toContain("Find out");
  });

  it("of another host says nothing", () => {
    const found = primaryOf(
      socket(0, { status: 0 }, [failure(0.02, "WebSocket connection failed")]),
      http(5, "https://cdn.example.test/a.js", { status: 200 }),
    );
    expect(found.evidence.map(({ is }) => is)).not.toContain("http-works");
  });

  it("of any host that fails by the network explains a loss in the same minute", () => {
    const gone = { status: 0, _error: "net::ERR_NETWORK_CHANGED" };
    expect(primaryOf(lost, http(12, "https://cdn.example.test/a.js", gone))).toMatchObject({
      id: "network-lost",
      variant: "http",
    });
    expect(primaryOf(lost, http(300, "https://cdn.example.test/a.js", gone)).id).toBe(
      "abnormal-closure",
    );
  });

  it("by which a new token was refused is why an old one is", () => {
    const found = primaryOf(
      http(-2, "https://login.example.test/oauth/token", { status: 400 }),
      socket(0, { status: 401 }, [failure(0.02, "HTTP Authentication failed")]),
    );
    expect(found.id).toBe("auth-rejected");
    expect(found.causes[0]).toContain("/oauth/token answered 400");
  });

  it("by polling shows what the page went on with", () => {
    const findings = diagnoseEntries(
      socket(0, { status: 400 }, [failure(0.02, "Unexpected response code: 400")]),
      http(20, "https://app.example.test/socket.io/?EIO=4&transport=polling", { status: 200 }),
    );
    expect(findings.find(({ id }) => id === "fell-back-to-polling")).toMatchObject({
      variant: "seen",
    });
  });
});
