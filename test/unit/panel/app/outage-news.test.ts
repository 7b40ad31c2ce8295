import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { createOutageNews } from "../../../../src/panel/app/outage-news.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
const back = makeConnection({ createdAt: T0 + 70_000, open: true });
const reportOf = (connections: Connection[], afterMs: number) =>
  diagnose(makeSession({ connections }), T0 + afterMs);
/** What is said at that time. */
function listen(newsOf: ReturnType<typeof createOutageNews>) {
  return (connections: Connection[], afterMs: number) => {
    const { outages, findings } = reportOf(connections, afterMs);
    return newsOf(outages, findings, T0 + afterMs);
  };
}

it("tells that an outage began, and by what, and that it is over, each once", () => {
  const said = listen(createOutageNews());
  expect(said([], 0)).toBe("");
  expect(reportOf([lost], 62_000).outages).toHaveLength(1);
  expect(said([lost], 62_000)).toMatch(/^Outage began: .+ Likely cause: [A-Z]/);
  expect(said([lost], 63_000)).toBe("");
  expect(said([lost, back], 80_000)).toMatch(/^Outage over: (?!.*Likely cause)/);
  expect(said([lost, back], 81_000)).toBe("");
});

it("tells nothing of what was there before", () => {
  expect(listen(createOutageNews())([lost], 62_000)).toBe("");
});
