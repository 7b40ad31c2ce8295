import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { createOutageNews } from "../../../../src/panel/app/outage-news.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
const back = makeConnection({ createdAt: T0 + 70_000, open: true });
const outagesOf = (connections: Connection[], afterMs: number) =>
  diagnose(makeSession({ connections }), T0 + afterMs).outages;

it("tells that an outage began, and that it is over, each once", () => {
  const newsOf = createOutageNews();
  expect(newsOf([], T0)).toBe("");
  const during = outagesOf([lost], 62_000);
  expect(during).toHaveLength(1);
  expect(newsOf(during, T0 + 62_000)).toMatch(/^Outage began: /);
  expect(newsOf(outagesOf([lost], 63_000), T0 + 63_000)).toBe("");
  expect(newsOf(outagesOf([lost, back], 80_000), T0 + 80_000)).toMatch(/^Outage over: /);
  expect(newsOf(outagesOf([lost, back], 81_000), T0 + 81_000)).toBe("");
});

it("tells nothing of what was there before", () => {
  const newsOf = createOutageNews();
  expect(newsOf(outagesOf([lost], 62_000), T0 + 62_000)).toBe("");
});
