import { describe, expect, it } from "vitest";
import { diagnoseWith } from "../../../src/analysis/diagnose.ts";
import { type LogsBeside, putBeside } from "../../../src/logs/beside.ts";
import { checksBeside } from "../../../src/logs/findings/checks.ts";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { tellLogs } from "../../../src/logs/report.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import type { Recorded } from "../../servers/fault-scenes.ts";
import { OPENED_AT } from "./read.ts";
import { layBeside, recordedOf, sessionOf } from "./recorded.ts";

const sceneOf = (server: string, fault: string) => {
  const scene = recordedOf(server).find((each) => each.fault === fault);
  if (!scene) throw new Error(`${server} has no ${fault}`);
  return scene;
};

const diagnoseBeside = (session: Session, beside: LogsBeside) =>
  diagnoseWith(checksBeside(beside), session, OPENED_AT + 3_600_000);

const primaryOf = (session: Session, beside: LogsBeside) => {
  const report = diagnoseBeside(session, beside);
  const primaries = report.findings.filter(({ primary }) => primary);
  expect(report.findings.filter(({ id }) => id === "check-failed")).toEqual([]);
  return primaries;
};

const same = (at: number) => at;

/** One access log a server: two of the same one would be two servers in a row. */
const namesOf = ({ logs }: Recorded) => Object.keys(logs).filter((name) => name !== "combined.log");

describe("what a log shows", () => {
  for (const [server, fault, id, title] of [
    ["haproxy", "an idle limit", "idle-timeout", /HAProxy ended it|silence/],
    ["nginx", "an idle limit", "idle-timeout", /nginx ended it|silence/],
    ["haproxy", "the upstream resets", "ended-elsewhere", /server behind HAProxy broke/],
    ["nginx", "nothing listens behind it", "handshake-server-error", /./],
    ["haproxy", "an operator ends the sessions", "server-restart", /./],
    ["nginx", "the client resets", "ended-elsewhere", /browser's side/],
  ] as const) {
    it(`explains the end: ${server}, ${fault}`, () => {
      const scene = sceneOf(server, fault);
      const session = sessionOf(scene.seen, same, true);
      const beside = layBeside(session, scene, namesOf(scene));
      const primaries = primaryOf(session, beside);
      expect([...new Set(primaries.map((each) => each.id))]).toEqual([id]);
      for (const finding of primaries) {
        expect(finding.title).toMatch(title);
        expect(finding.explanation).toMatch(
          /(?:Shown|Likely) by the log of (?:nginx|HAProxy) \(line \d+\)/,
        );
        expect(finding.evidence.some(({ is }) => is === "log-line")).toBe(true);
      }
    });
  }

  it("is told with how the clocks were matched, and each connection's way", () => {
    const scene = sceneOf("haproxy", "an idle limit");
    const session = sessionOf(scene.seen, (at) => at + 40_000, true);
    const beside = layBeside(session, scene);
    const text = tellLogs(beside, diagnoseBeside(session, beside))
      .flatMap(({ title, lines }) => [title, ...lines])
      .join("\n");
    expect(text).toMatch(/Its clock is 40(?:\.\d)? s behind the browser's, ± /);
    expect(text).toContain("The way of #");
    expect(text).toContain("page → HAProxy");
    expect(text).not.toContain(scene.seen[0]?.key);
  });
});

const ours = (at: number, isOpen: boolean) =>
  makeConnection({
    url: "wss://chat.example.com/live",
    createdAt: OPENED_AT + at,
    open: isOpen ? { at: OPENED_AT + at + 20 } : false,
    close: { at: OPENED_AT + at + (isOpen ? 5_000 : 200) },
  });

const lineAt = (at: number, ms: number, path = "/live") =>
  `10.0.1.2:333 [01/Dec/2026:11:${new Date(OPENED_AT + at + 8).toISOString().slice(14, 23)}] site be/srv1 0/0/1/2/${ms} 101 275 - - ---- 1/1/1/1/0 0/0 "GET ${path} HTTP/1.1"\n`;

function laid(connections: ReturnType<typeof ours>[], text: string) {
  const session = makeSession({ connections });
  const wanted = listWanted(session);
  const reader = createLogReader("haproxy.log", wanted, null);
  reader.push(text);
  return { session, beside: putBeside(wanted, [reader.end()]) };
}

describe("the next time", () => {
  it("is advised for where no line was found by name, and nowhere else", () => {
    const scene = sceneOf("haproxy", "an idle limit");
    for (const withKey of [true, false]) {
      const session = sessionOf(scene.seen, same, withKey);
      const beside = layBeside(session, scene);
      const told = tellLogs(beside, diagnoseBeside(session, beside))[0]?.lines.join(" ") ?? "";
      expect(told.includes("capture request header Sec-WebSocket-Key len 32")).toBe(!withKey);
    }
  });
});

describe("a connection without a line", () => {
  const connections = () => [
    ours(10_000, true),
    ours(31_000, true),
    ours(47_500, true),
    ours(60_000, false),
  ];
  const whole = `${lineAt(0, 1, "/")}${lineAt(10_000, 4_985)}${lineAt(31_000, 4_985)}${lineAt(47_500, 4_985)}`;

  it("never arrived, where the log covers the time and has all others", () => {
    const { session, beside } = laid(connections(), `${whole}${lineAt(90_000, 1, "/")}`);
    const told = diagnoseBeside(session, beside).findings.filter(
      ({ id }) => id === "never-arrived",
    );
    expect(told).toHaveLength(1);
  });

  it("is not told of where the log ends before it, or has gaps", () => {
    for (const text of [
      whole,
      `${lineAt(0, 1, "/")}${lineAt(10_000, 4_985)}${lineAt(31_000, 4_985)}${lineAt(90_000, 1, "/")}`,
    ]) {
      const { session, beside } = laid(connections(), text);
      expect(diagnoseBeside(session, beside).findings.map(({ id }) => id)).not.toContain(
        "never-arrived",
      );
    }
  });
});

describe("a log that does not belong here", () => {
  const session = () => [ours(10_000, true), ours(31_000, true)];

  it("of another day joins nothing, and says of which time it is", () => {
    const other = lineAt(10_000, 4_985).replaceAll("01/Dec/2026", "07/Nov/2026");
    const { beside, session: own } = laid(session(), other.repeat(3));
    expect(beside.paths.size).toBe(0);
    expect(tellLogs(beside, diagnoseBeside(own, beside))[0]?.lines.join(" ")).toContain(
      "It is of another time",
    );
  });

  it("that fits at every offset has no clock, and is not told to be of a time", () => {
    const many = Array.from({ length: 3_000 }, (_, i) => lineAt(i * 97, 4_985)).join("");
    const { beside, session: own } = laid(session(), many);
    const told = tellLogs(beside, diagnoseBeside(own, beside))[0]?.lines.join(" ");
    expect(told).toContain("could not be found out");
    expect(told).not.toContain("% likely");
    expect(beside.logs[0]?.covers).not.toBe("nothing");
  });

  it("is told as empty where nothing is in it", () => {
    const { beside, session: own } = laid(session(), "");
    const [first] = tellLogs(beside, diagnoseBeside(own, beside));
    expect(first?.lines.join(" ")).toContain("It is empty.");
    expect(first?.lines.join(" ")).not.toContain("--log-format");
  });

  it("that lacks some of them says that what it lacks says nothing", () => {
    const { beside, session: own } = laid(
      [ours(10_000, true), ours(31_000, true), ours(47_500, true)],
      `${lineAt(0, 1, "/")}${lineAt(10_000, 4_985)}${lineAt(47_500, 4_985)}${lineAt(90_000, 1, "/")}`,
    );
    expect(tellLogs(beside, diagnoseBeside(own, beside))[0]?.lines.join(" ")).toContain(
      "It has 2 of 3 connections: where it is sampled",
    );
  });

  it("that is no log joins nothing, and says so", () => {
    const hostile = `\u001b[2J<img src=x onerror=alert(1)>\n${"(a+)+$".repeat(2_000)}\n{"a":${"[".repeat(5_000)}\n${"\u0000".repeat(40)}\n`;
    const { beside, session: own } = laid(session(), hostile);
    const [first] = tellLogs(beside, diagnoseBeside(own, beside));
    expect(beside.paths.size).toBe(0);
    expect(first?.lines.join(" ")).toContain("Not recognised");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may come through.
    expect(first?.lines.join(" ")).not.toMatch(/[\u0000-\u001f]/);
  });

  it("of strangers alone is taken for nobody's", () => {
    const { beside } = laid(
      session(),
      `${lineAt(3_000, 812)}${lineAt(20_000, 70_010)}${lineAt(44_000, 2_311)}`,
    );
    expect(
      [...beside.paths.values()]
        .flatMap(({ hops }) => hops)
        .filter(({ how }) => how !== "ambiguous"),
    ).toEqual([]);
  });
});
