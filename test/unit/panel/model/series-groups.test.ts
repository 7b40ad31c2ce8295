import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { groupOfSeries, isSelectionIn } from "../../../../src/panel/model/series-groups.ts";
import { findingsAbout } from "../../../../src/panel/model/within-filter.ts";
import { connectionsInOrder } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const lost = (createdAt: number, known = {}) =>
  makeConnection({ createdAt, open: true, close: { code: 1011 }, ...known });
const own = lost(T0);
const ofWorker = lost(T0 + 1, { pageWorker: true, documentId: null, id: "worker-1" });
const other = lost(T0 + 2, { url: "wss://feed.example.com/" });
const session = makeSession({ connections: [own, ofWorker, other] });
const groups = groupByEndpoint(connectionsInOrder(session));
const report = diagnose(session, T0 + 60_000);

describe("a series", () => {
  it("belongs to the group whose connections it has, where a page and its worker share an endpoint", () => {
    const found = report.series.map(({ id }) => groupOfSeries(groups, report.series, id)?.id);
    expect(found).toEqual([own.endpoint, `worker ${own.endpoint}`, other.endpoint]);
    expect(groupOfSeries(groups, report.series, "unknown")).toBeNull();
  });
});

describe("a selection", () => {
  it("is in a session that has its connection, or any of its group", () => {
    const left = makeSession({ connections: [ofWorker] });
    const group = (groupId: string) => ({ kind: "series", groupId }) as const;
    expect(isSelectionIn(left, { kind: "connection", id: ofWorker.id })).toBe(true);
    expect(isSelectionIn(left, { kind: "connection", id: own.id })).toBe(false);
    expect(isSelectionIn(left, group(`worker ${own.endpoint}`))).toBe(true);
    expect(isSelectionIn(left, group(own.endpoint))).toBe(false);
    expect(isSelectionIn(left, null)).toBe(false);
  });
});

describe("the findings that a filter leaves", () => {
  it("are those about connections and series that it leaves, and about the page", () => {
    const [first] = report.findings;
    if (!first) throw new Error("nothing was found");
    const about = (kind: "connection" | "series" | "page", id: string) => ({
      ...first,
      subject: { kind, id, url: "" },
    });
    const series = report.series.map(({ id }) => about("series", id));
    const page = about("page", "d1");
    const findings = [about("connection", own.id), about("connection", other.id), ...series, page];
    const left = findingsAbout(findings, groups.slice(2), report.series);
    expect(left).toEqual([findings[1], series[2], page]);
  });
});
