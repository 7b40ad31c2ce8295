import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import { findAttempts } from "../../../../src/panel/model/folds/attempt-folds.ts";
import { findHelpers } from "../../../../src/panel/model/folds/helper-folds.ts";
import {
  isSelectedRow,
  type ListRow,
  listRows,
  parentOf,
} from "../../../../src/panel/model/list-rows.ts";
import { rankGroups } from "../../../../src/panel/model/rank-groups.ts";
import { groupsWithin } from "../../../../src/panel/model/within-range.ts";
import { createEndpointNames } from "../../../../src/session/endpoint-names.ts";
import { makeConnection, makeHelper, T0 } from "../../../builders.ts";
import { busyDay, storm } from "../../../stories.ts";

const FEED = "wss://feed.example.com/";
const early = makeHelper();
const chat = makeConnection({ createdAt: T0 + 1_000, open: true });
const late = makeHelper({ createdAt: T0 + 2_000 });
const feed = makeConnection({ createdAt: T0 + 3_000, open: true, url: FEED });
const groups = groupByEndpoint([early, chat, late, feed]);
const helpers = findHelpers(groups, indexFindings([]));
const groupId = early.endpoint;

const rowsWith = (folds: { collapsed?: string[]; opened?: string[] } = {}, shown = groups) =>
  listRows(shown, helpers, {
    collapsed: new Set(folds.collapsed),
    openedHelpers: new Set(folds.opened),
    attempts: new Map(),
  });
const namesOf = (rows: ListRow[]) =>
  rows.map((row) => {
    if (row.kind === "attempts") return row.attempts.key;
    if (row.kind === "helpers") return `helpers ${row.count}`;
    return row.kind === "group" ? row.group.endpoint : row.connection.id;
  });

describe("the rows of the list", () => {
  it("have the helpers of an endpoint as one row after its connections, until it is opened", () => {
    expect(namesOf(rowsWith())).toEqual([groupId, chat.id, "helpers 2", FEED, feed.id]);
    expect(namesOf(rowsWith({ opened: [groupId] }))).toEqual([
      ...[groupId, chat.id, "helpers 2", late.id, early.id],
      ...[FEED, feed.id],
    ]);
    expect(namesOf(rowsWith({ opened: [groupId], collapsed: [groupId] }))).toEqual([
      ...[groupId, FEED, feed.id],
    ]);
  });

  it("tell their level, and their place among those of the same level", () => {
    const places = rowsWith({ opened: [groupId] }).map(({ level, position, size }) => {
      return `level ${level}: ${position} of ${size}`;
    });
    expect(places).toEqual([
      "level 1: 1 of 2",
      "level 2: 1 of 2",
      "level 2: 2 of 2",
      "level 3: 1 of 2",
      "level 3: 2 of 2",
      "level 1: 2 of 2",
      "level 2: 1 of 1",
    ]);
  });

  it("keep the fold, with as many as are left, where a time hides some of them", () => {
    const left = groupsWithin(groups, { from: T0 + 1_500, to: T0 + 2_500 });
    expect(namesOf(rowsWith({}, left))).toEqual([groupId, chat.id, "helpers 1"]);
    const none = groupsWithin(groups, { from: T0 + 1_000, to: T0 + 1_500 });
    expect(namesOf(rowsWith({}, none))).toEqual([groupId, chat.id]);
  });

  it("have nothing but that row where an endpoint has only helpers", () => {
    const only = groupByEndpoint([early, late]);
    expect(namesOf(rowsWith({}, only))).toEqual([groupId, "helpers 2"]);
  });

  it("lead from a helper to its fold, and from there to the endpoint", () => {
    const rows = rowsWith({ opened: [groupId] });
    expect([4, 2, 1, 6].map((index) => parentOf(rows, index))).toEqual([2, 0, 0, 5]);
    expect(parentOf(rows, 5)).toBe(-1);
    expect(parentOf(rows, -1)).toBe(-1);
  });
});

describe("the selected row", () => {
  const selectedIn = (selection: Parameters<typeof isSelectedRow>[1]) =>
    namesOf(rowsWith({ opened: [groupId] }).filter((row) => isSelectedRow(row, selection)));

  it("is that of the connection, the endpoint, or the endpoint's helpers", () => {
    expect(selectedIn({ kind: "connection", id: late.id })).toEqual([late.id]);
    expect(selectedIn({ kind: "series", groupId })).toEqual([groupId]);
    expect(selectedIn({ kind: "series", groupId, onlyHelpers: true })).toEqual(["helpers 2"]);
    expect(selectedIn({ kind: "page" })).toEqual([]);
    expect(selectedIn(null)).toEqual([]);
  });
});

describe("the attempts of a storm or an outage", () => {
  const { session, nowMs } = storm();
  const report = diagnose(session, nowMs);
  const all = groupByEndpoint(session.connections.values());
  const attempts = findAttempts(all, report.findings, report.outages);
  const rows = (opened: string[] = []) =>
    listRows(all, new Map(), {
      collapsed: new Set(),
      openedHelpers: new Set(opened),
      attempts,
    });

  it("are one row, and one each where that is opened", () => {
    expect(rows().map(({ kind }) => kind)).toEqual(["group", "attempts"]);
    const [, fold] = rows();
    const key = fold?.kind === "attempts" ? fold.attempts.key : "";
    expect(rows([key])).toHaveLength(2 + 80);
    expect(
      isSelectedRow(rows()[1] as ListRow, { kind: "series", groupId: "", attempts: key }),
    ).toBe(true);
    expect(parentOf(rows([key]), 40)).toBe(1);
  });

  it("leave out what opened and stayed, and a few that failed", () => {
    const { session: day, nowMs: now } = busyDay();
    const { findings, outages } = diagnose(day, now);
    const groupsOfDay = groupByEndpoint(day.connections.values());
    const folds = findAttempts(groupsOfDay, findings, outages);
    const folded = [...folds.values()].flat().flatMap(({ ids }) => [...ids]);
    expect(
      folded.map((id) => day.connections.get(id)?.open && !day.connections.get(id)?.end),
    ).not.toContain(true);
    expect([...folds.keys()].map((id) => id.split("/").slice(-2).join("/"))).toEqual([
      "orders/live?tenant=acme-europe-west&v=2",
      "billing/stream-17?tenant=acme-europe-west&v=2",
    ]);
    const ranked = rankGroups(groupsOfDay, indexFindings(findings), outages);
    const name = createEndpointNames(groupsOfDay.map(({ endpoint }) => endpoint));
    expect(ranked.slice(0, 3).map(({ endpoint }) => name(endpoint))).toEqual([
      "billing/stream-17",
      "chat",
      "billing/stream-1",
    ]);
  });
});

it("looks at each outage as often among a thousand endpoints as among a few", () => {
  const many = groupByEndpoint(
    Array.from({ length: 1_000 }, (_, i) =>
      makeConnection({ url: `wss://host-${i}.example.com/` }),
    ),
  );
  const { session, nowMs } = storm();
  const { findings, outages } = diagnose(session, nowMs);
  let looks = 0;
  const watched = outages.map((outage) => ({
    ...outage,
    get endpoints() {
      looks++;
      return outage.endpoints;
    },
  }));
  expect(watched.length).toBeGreaterThan(0);
  findAttempts(many, findings, watched);
  expect(looks).toBe(watched.length);
});
