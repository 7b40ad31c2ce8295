import type { ComponentChildren, VNode } from "preact";
import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Finding, Report } from "../../../../src/analysis/finding.ts";
import { groupIncidents } from "../../../../src/analysis/incidents.ts";
import { groupAlike } from "../../../../src/analysis/report/alike.ts";
import { listMoments } from "../../../../src/analysis/report/moments.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { describeBadge } from "../../../../src/background/badge-words.ts";
import { rowState } from "../../../../src/panel/connections/row-state.ts";
import { EvidenceList } from "../../../../src/panel/findings/EvidenceList.tsx";
import { FindingLines } from "../../../../src/panel/findings/Findings.tsx";
import { LogWindow } from "../../../../src/panel/findings/LogWindow.tsx";
import { countTroubles } from "../../../../src/panel/findings/troubles.ts";
import { Why } from "../../../../src/panel/findings/Why.tsx";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import { findHelpers } from "../../../../src/panel/model/folds/helper-folds.ts";
import { endpointLines } from "../../../../src/popup/endpoint-lines.ts";
import { makeConnection, makeRetries, makeSession, T0 } from "../../../builders.ts";

const stack = "at open (https://app.test/chat.js:41:7)";
const session = makeSession({
  connections: [
    ...makeRetries(Array<number>(30).fill(200)),
    makeConnection({ url: "wss://b.test/", close: {}, handshake: { status: 403 } }),
    makeConnection({
      url: "wss://c.test/",
      close: {},
      handshake: { error: "net::ERR_CONNECTION_REFUSED" },
    }),
    makeConnection({
      url: "wss://d.test/",
      open: true,
      closing: { code: 4000, stack },
      close: { code: 4000 },
    }),
    makeConnection({
      url: "wss://e.test/",
      open: true,
      close: { code: 1011, reason: "at https://x.test/a.js:1:2" },
    }),
    ...[0, 1, 2, 3].map((i) =>
      makeConnection({
        url: "wss://f.test/",
        createdAt: T0 + i * 40_000,
        open: true,
        close: { at: T0 + i * 40_000 + 30_000 },
      }),
    ),
  ],
});
const nowMs = T0 + 200_000;

const reword = (text: string) => `zz ${text} zz`;
const rewordFinding = (finding: Finding): Finding => ({
  ...finding,
  title: reword(finding.title),
  ...(finding.short === undefined ? {} : { short: reword(finding.short) }),
  explanation: reword(finding.explanation),
  evidence: finding.evidence.map((item) => ({ ...item, label: reword(item.label) })),
  causes: finding.causes.map(reword),
  fixes: finding.fixes.map((fix) => ({ ...fix, text: reword(fix.text) })),
});

const told = diagnose(session, nowMs);
const reworded: Report = {
  ...told,
  findings: told.findings.map(rewordFinding),
  health: {
    ...told.health,
    reasons: told.health.reasons.map((reason) => ({ ...reason, text: reword(reason.text) })),
  },
};

/** Every element of what a component without a state shows, those of its own components too where they are asked for. */
function elementsOf(node: ComponentChildren, within: (type: unknown) => boolean): VNode[] {
  if (Array.isArray(node)) return node.flatMap((child) => elementsOf(child, within));
  if (typeof node !== "object" || node === null || !("type" in node)) return [];
  const { type, props } = node;
  const shown =
    typeof type === "function" && within(type)
      ? (type as (given: object) => ComponentChildren)(props)
      : props.children;
  return [node, ...elementsOf(shown, within)];
}

describe("with every label and title in other words", () => {
  /** What is done with the findings, without the words. */
  const behaviourOf = (report: Report) => {
    const { findings } = report;
    const { newestFirst, byConnection, storms } = indexFindings(findings);
    const connections = [...session.connections.values()];
    const nothing = { range: null, nowMs, related: [], failure: null, onProbe: () => undefined };
    return {
      incidents: groupIncidents(findings).map(({ id, times, began }) => [id, times, began?.id]),
      troubles: countTroubles(findings),
      order: newestFirst.map(({ id, subject }) => `${id} ${subject.id}`),
      storms: [...storms.keys()],
      helpers: findHelpers(groupByEndpoint(connections), { newestFirst, byConnection }),
      rows: connections.map((connection) =>
        rowState(connection, byConnection.get(connection.id)?.[0], nowMs),
      ),
      lines: endpointLines(session, report, nowMs).map(({ id, tone, worst }) => [
        id,
        tone,
        worst?.id,
      ]),
      alike: groupAlike({ session, report, nowMs }).map((group) =>
        group.connections.map(({ id }) => id),
      ),
      moments: listMoments({ session, report, nowMs }).map(({ count }) => count),
      checklist: fillChecklist(session, report).map(({ outcome, findings: ids }) => [outcome, ids]),
      badge: [describeBadge({ report, failure: null })].map(({ text, color }) => [text, color]),
      counts: elementsOf(
        FindingLines({
          findings,
          nowMs,
          inFile: false,
          ordinalOf: () => 1,
          onOpen: () => undefined,
          hand: { onMenu: () => undefined, onCopy: () => undefined },
        }),
        (type) => type !== FindingLines,
      ).filter(({ props }) => "class" in props && props.class === "times").length,
      sources: findings.flatMap(({ id, evidence }) =>
        elementsOf(
          EvidenceList({
            evidence,
            ownerAt: () => null,
            onJump: () => undefined,
            onOpenSource: () => undefined,
          }),
          () => true,
        )
          .filter(({ type }) => type === "button")
          .map(() => id),
      ),
      logs: connections.map((connection) =>
        elementsOf(
          Why({
            ...nothing,
            connection,
            findings: byConnection.get(connection.id) ?? [],
            probe: "possible",
            onJump: () => undefined,
            onOpenFinding: () => undefined,
            onOpenSource: null,
          }),
          () => false,
        ).some(({ type }) => type === LogWindow),
      ),
    };
  };
  const before = behaviourOf(told);

  it("all that is done with the findings is the same", () => {
    expect(behaviourOf(reworded)).toEqual(before);
  });

  it("places in the code are links, and what was only said is not", () => {
    expect(before.sources).toEqual(["closed-by-page"]);
    expect(new Set(before.logs)).toEqual(new Set([true, false]));
  });
});

describe("the line under an endpoint", () => {
  it("does not say again which host it is, and tells no more than fits", () => {
    const shortOf = (id: string) => {
      const finding = told.findings.find((each) => each.id === id);
      return finding?.short ?? finding?.title;
    };
    expect(shortOf("server-error")).toMatch(/^Server error: closed with 1011 /);
    expect(shortOf("reconnect-storm")).toMatch(/^Reconnect storm: \d+ attempts [^;]+$/);
    expect(told.findings.every(({ title }) => !/[[\]]/.test(title))).toBe(true);
  });
});
