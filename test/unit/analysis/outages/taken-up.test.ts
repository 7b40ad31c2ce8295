import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { tellOutages } from "../../../../src/analysis/report/outage-lines.ts";
import { hashOfBody, shapeOfBody } from "../../../../src/protocol/measure-body.ts";
import { ROW_SEND } from "../../../../src/protocol/rows.ts";
import { foldMessage } from "../../../../src/session/fold.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const S = 1_000;
/** What went, in turn, 100 ms each; null: a message whose body was not kept. */
type Said = ["out" | "in", unknown][];

function talked(fromS: number, untilS: number | null, said: Said) {
  const connection = makeConnection({
    createdAt: T0 + fromS * S,
    open: { at: T0 + fromS * S },
    ...(untilS === null ? {} : { close: { at: T0 + untilS * S } }),
  });
  for (const [i, [way, value]] of said.entries()) {
    const body = value === null || typeof value === "string" ? value : JSON.stringify(value);
    foldMessage(connection, {
      seq: fromS * 1_000 + i,
      at: T0 + fromS * S + 100 * (i + 1),
      flags: way === "out" ? ROW_SEND : 0,
      shape: body === null ? 0 : shapeOfBody(body),
      hash: body === null ? 0 : hashOfBody(body),
      sizeBytes: body?.length ?? 10,
      bufferedBytes: 0,
      body,
    });
  }
  return connection;
}

function lossOf(before: Said, after: Said, nowS = 80) {
  const connections = [talked(0, 60, before), talked(62, null, after)];
  const { outages, recovery } = diagnose(makeSession({ connections }), T0 + nowS * S);
  const remarks = tellOutages(outages).flatMap((each) => each.remarks);
  return { lost: outages[0]?.lost, remarks, recovery: recovery[0] };
}

const sub = (channel: string) => ["out", { type: "subscribe", channel }] as Said[number];

describe("what an outage took", () => {
  it("is a subscription that nobody asked for again", () => {
    const { lost, remarks, recovery } = lossOf([sub("orders"), sub("prices")], [sub("prices")]);
    expect(lost?.subscriptions).toEqual({ held: 2, again: 1, gone: 1, missing: ["orders"] });
    expect(remarks).toContain("Not subscribed to again: orders.");
    expect(recovery).toMatchObject({
      grade: "B",
      text: "recovers in 2 s on average, but without 1 subscription that it had before",
    });
  });

  it("is none that was given back before, or was asked for again in another form", () => {
    const left = ["out", { type: "unsubscribe", channel: "old" }] as Said[number];
    const { lost, remarks } = lossOf(
      [sub("old"), left, ["out", '42["join","lobby"]']],
      [["out", '420["join","lobby"]']],
    );
    expect(lost?.subscriptions).toMatchObject({ held: 1, again: 1, gone: 0 });
    expect(remarks).toContain("Subscriptions taken up again: 1 of 1.");
  });

  it.each([
    ["messages were not read", [["out", null]] as Said, 80],
    ["the page has hardly opened", [] as Said, 63],
    ["the session was resumed", [["in", { op: "resumed" }]] as Said, 80],
  ])("is not told where %s", (_, after, nowS) => {
    expect(lossOf([sub("orders")], after, nowS).lost?.subscriptions).toMatchObject({
      held: 1,
      gone: 0,
    });
  });

  const ask = (id: number, what: string): Said[number] => ["out", { id, method: "get", what }];
  const answer = (id: number): Said[number] => ["in", { id, result: 1 }];

  it("is a request that was open at the break, unless it is sent again under another number", () => {
    const before = [ask(1, "a"), answer(1), ask(2, "b"), ask(3, "c")];
    expect(lossOf(before, [ask(1, "b"), ask(2, "c")]).lost?.requests).toEqual({
      open: 2,
      again: 2,
      gone: 0,
    });
    // Another one of its kind may be the same with a word changed.
    expect(lossOf(before, [ask(1, "z")]).lost?.requests).toMatchObject({ again: 0, gone: 0 });
    const { lost, remarks } = lossOf(before, [["out", { type: "hello" }]]);
    expect(lost?.requests).toEqual({ open: 2, again: 0, gone: 2 });
    expect(remarks).toContain("Open requests never sent again: all 2.");
  });

  const events = (from: number, to: number, more = {}): Said =>
    Array.from({ length: to - from + 1 }, (_, i) => ["in", { event: "x", seq: from + i, ...more }]);

  it("is events whose numbers are missing, on any depth", () => {
    const { lost, remarks } = lossOf(events(1_001, 1_008), events(1_012, 1_014));
    expect(lost?.skipped).toEqual([{ name: "seq", from: 1_009, to: 1_011, count: 3 }]);
    expect(remarks).toContain("Never received: 3 events, seq 1009 to 1011.");
    const deep = (from: number, to: number): Said =>
      Array.from({ length: to - from + 1 }, (_, i) => [
        "in",
        { push: { channel: "news", pub: { offset: from + i } } },
      ]);
    expect(lossOf(deep(1, 6), deep(8, 9)).lost?.skipped).toMatchObject([
      { name: "push.pub.offset", count: 1 },
    ]);
  });

  it.each([
    ["numbers begin anew", events(1, 8), events(1, 3)],
    ["nothing is missing", events(1, 8), events(9, 12)],
    ["they have holes anyway", [...events(1, 5), ...events(9, 12)], events(20, 22)],
    ["one was not read", [...events(1, 8), ["in", null] as Said[number]], events(12, 14)],
    [
      "the page numbers its own so",
      [["out", { seq: 1 }] as Said[number], ...events(1, 8)],
      events(12, 14),
    ],
  ])("is no event where %s", (_, before, after) => {
    expect(lossOf(before, after).lost?.skipped).toEqual([]);
  });
});
