import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import { findAttempts } from "../../../../src/panel/model/folds/attempt-folds.ts";
import { findHelpers } from "../../../../src/panel/model/folds/helper-folds.ts";
import { rankGroups } from "../../../../src/panel/model/rank-groups.ts";
import {
  itemOfConnection,
  itemOfKey,
  itemOfSelection,
  type Lanes,
  layOutLanes,
} from "../../../../src/panel/timeline/lanes.ts";
import { itemAfterKey } from "../../../../src/panel/timeline/move.ts";
import { createEndpointNames } from "../../../../src/session/endpoint-names.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeHelper, makeRetries, T0 } from "../../../builders.ts";

const NONE: ReadonlySet<string> = new Set();
function lay(connections: Connection[], findings: Finding[] = [], opened = NONE): Lanes {
  const groups = groupByEndpoint(connections);
  const helpers = findHelpers(groups, indexFindings(findings));
  return layOutLanes(
    groups,
    findAttempts(groups, findings, []),
    opened,
    helpers,
    createEndpointNames([]),
  );
}

const makeStorm = (known: Partial<Finding> = {}): Finding => ({
  id: "reconnect-storm",
  class: "reconnect",
  severity: "error",
  confidence: 0.95,
  primary: false,
  subject: {
    kind: "series",
    id: "1:wss://api.example.com/live",
    url: "wss://api.example.com/live",
  },
  title: "Reconnect storm: 6 attempts",
  explanation: "",
  evidence: [],
  causes: [],
  fixes: [],
  since: T0,
  until: null,
  ...known,
});

const other = (createdAt: number) =>
  makeConnection({ url: "wss://feed.example.com/", createdAt, open: true });

describe("lanes", () => {
  it("stand one for each endpoint, with page workers' sockets apart", () => {
    const { lanes } = lay([
      makeConnection({ open: true }),
      makeConnection({ createdAt: T0 + 1, open: true, pageWorker: true }),
      other(T0 + 2),
    ]);
    expect(lanes.map(({ endpoint, pageWorker }) => [endpoint, pageWorker])).toEqual([
      ["wss://api.example.com/live", false],
      ["wss://api.example.com/live", true],
      ["wss://feed.example.com/", false],
    ]);
  });

  it("put one below the other only what overlaps in time", () => {
    const { lanes } = lay([
      makeConnection({ createdAt: T0, close: { at: T0 + 100 } }),
      makeConnection({ createdAt: T0 + 50, close: { at: T0 + 200 } }),
      makeConnection({ createdAt: T0 + 100, close: { at: T0 + 150 } }),
    ]);
    expect(lanes[0]?.items.map(({ row }) => row)).toEqual([0, 1, 0]);
  });

  it("leave no room beside what is still open", () => {
    const { lanes } = lay([other(T0), other(T0 + 86_400_000)]);
    expect(lanes[0]?.items.map(({ row }) => row)).toEqual([0, 1]);
  });

  it("lie below each other without gaps", () => {
    const layout = lay([makeConnection(), other(T0 + 1), other(T0 + 2)]);
    const [first, second] = layout.lanes;
    expect(second?.topPx).toBe(first?.heightPx);
    expect(layout.heightPx).toBe((first?.heightPx ?? 0) + (second?.heightPx ?? 0));
  });
});

describe("a storm", () => {
  const attempts = makeRetries([250, 250, 250, 250, 250]);

  it("folds its attempts into one band", () => {
    const layout = lay(attempts, [makeStorm()]);
    const band = layout.lanes[0]?.items[0];
    expect(layout.lanes[0]?.items).toHaveLength(1);
    expect(band?.kind === "band" && band.attempts.connections).toHaveLength(6);
    expect(band?.from).toBe(T0);
    expect(band?.to).toBe(attempts.at(-1)?.end?.at);
  });

  it("stands first, in the list as in the timeline", () => {
    const groups = groupByEndpoint([other(T0 - 10), ...attempts]);
    const known = indexFindings([makeStorm()]);
    expect(rankGroups(groups, known, []).map(({ endpoint }) => endpoint)).toEqual([
      "wss://api.example.com/live",
      "wss://feed.example.com/",
    ]);
    expect(rankGroups(groups, indexFindings([]), [])).toEqual(groups);
  });

  it("shows each attempt once it is opened, below the line of the band", () => {
    const [key] = lay(attempts, [makeStorm()]).lanes[0]?.items.map((item) => item.key) ?? [];
    const { lanes } = lay(attempts, [makeStorm()], new Set([key ?? ""]));
    expect(lanes[0]?.items.map(({ kind }) => kind)).toEqual(["band", ...attempts.map(() => "bar")]);
    expect(lanes[0]?.items.slice(1).every(({ row }) => row === 1)).toBe(true);
  });

  it("leaves out what outlived it, and what was before it", () => {
    const before = makeConnection({ createdAt: T0 - 60_000, close: { at: T0 - 50 } });
    const after = makeConnection({ createdAt: T0 + 1_000, open: true });
    const storm = makeStorm({ until: attempts.at(-1)?.end?.at ?? T0 });
    const { lanes } = lay([before, ...attempts, after], [storm]);
    expect(lanes[0]?.items.map(({ kind }) => kind)).toEqual(["bar", "band", "bar"]);
  });

  it("stays itself while it grows", () => {
    const before = lay(attempts.slice(0, 4), [makeStorm()]).lanes[0]?.items[0]?.key;
    expect(lay(attempts, [makeStorm()]).lanes[0]?.items[0]?.key).toBe(before);
  });

  it("of a page leaves alone what its workers open at the same endpoint", () => {
    const ofWorker = attempts.map((one) => ({
      ...one,
      id: `worker-${one.id}`,
      pageWorker: true,
      documentId: null,
    }));
    const { lanes } = lay([...attempts, ...ofWorker], [makeStorm()]);
    expect(lanes.map(({ items }) => items[0]?.kind)).toEqual(["band", "bar"]);
  });

  it("of few attempts is not folded", () => {
    expect(lay(attempts.slice(0, 2), [makeStorm()]).lanes[0]?.items).toHaveLength(2);
  });

  it("stands for each of its attempts while it is folded", () => {
    const layout = lay(attempts, [makeStorm()]);
    const id = attempts[3]?.id ?? "";
    expect(itemOfConnection(layout, id)?.item.kind).toBe("band");
    const opened = lay(attempts, [makeStorm()], new Set([layout.lanes[0]?.items[0]?.key ?? ""]));
    expect(itemOfConnection(opened, id)?.item.key).toBe(id);
  });
});

describe("helpers", () => {
  const helpers = [0, 10_000, 20_000].map((ms) => makeHelper({ createdAt: T0 + ms }));
  const chat = makeConnection({ createdAt: T0 + 5_000, close: { at: T0 + 12_000 } });
  const key = `helpers ${chat.endpoint}`;

  it("are one band, below what carries data in their time", () => {
    const { lanes } = lay([...helpers, chat]);
    expect(lanes[0]?.items.map(({ kind, row }) => [kind, row])).toEqual([
      ["helpers", 1],
      ["bar", 0],
    ]);
    expect(lanes[0]?.items[0]).toMatchObject({ key, from: T0, to: T0 + 20_100 });
    expect(lay(helpers).lanes[0]?.items[0]).toMatchObject({ kind: "helpers", row: 0 });
  });

  it("leave their row to what comes next, so that the lane does not grow for a moment", () => {
    const next = makeConnection({ createdAt: T0 + 30_000, open: true });
    const open = makeConnection({ createdAt: T0 + 5_000, open: true });
    const [lane] = lay([...helpers, open, next]).lanes;
    expect(lane?.items.map((item) => [item.kind, item.row])).toEqual([
      ["helpers", 1],
      ["bar", 0],
      ["bar", 1],
    ]);
  });

  it("stand for each of them until they are opened", () => {
    const layout = lay([...helpers, chat]);
    const id = helpers[1]?.id ?? "";
    expect(itemOfSelection(layout, { kind: "connection", id })?.item.key).toBe(key);
    const ofHelpers = { kind: "series", groupId: chat.endpoint } as const;
    expect(itemOfSelection(layout, { ...ofHelpers, onlyHelpers: true })?.item.key).toBe(key);
    expect(itemOfSelection(layout, ofHelpers)).toBeNull();
    const opened = lay([...helpers, chat], [], new Set([key]));
    expect(itemOfSelection(opened, { kind: "connection", id })?.item.key).toBe(id);
    expect(opened.lanes[0]?.items).toHaveLength(5);
  });

  it("are no part of a storm's band", () => {
    const attempts = makeRetries([250, 250, 250, 250, 250]);
    const { lanes } = lay([...helpers, ...attempts], [makeStorm({ until: T0 + 2_000 })]);
    expect(lanes[0]?.items.map(({ kind }) => kind)).toEqual(["band", "helpers"]);
  });
});

describe("arrow keys", () => {
  const early = makeConnection({ createdAt: T0, close: { at: T0 + 100 } });
  const late = makeConnection({ createdAt: T0 + 5_000, close: { at: T0 + 6_000 } });
  const farAway = other(T0 + 100);
  const nearby = other(T0 + 4_900);
  const layout = lay([early, farAway, nearby, late]);
  const from = (key: string | null, pressed: string) => itemAfterKey(layout, key, pressed)?.key;

  it("go through a lane in order of time, and stop at its ends", () => {
    expect(from(early.id, "ArrowRight")).toBe(late.id);
    expect(from(late.id, "ArrowRight")).toBe(late.id);
    expect(from(late.id, "Home")).toBe(early.id);
    expect(from(early.id, "End")).toBe(late.id);
  });

  it("go to what is nearest in time in the next lane, and back", () => {
    expect(from(late.id, "ArrowDown")).toBe(nearby.id);
    expect(from(farAway.id, "ArrowUp")).toBe(early.id);
    expect(from(early.id, "ArrowUp")).toBe(early.id);
  });

  it("begin with the newest of the first lane", () => {
    expect(from(null, "ArrowLeft")).toBe(late.id);
    expect(from("gone", "ArrowDown")).toBe(late.id);
  });

  it("leave other keys to others", () => {
    expect(from(null, "x")).toBeUndefined();
    expect(from(early.id, "Tab")).toBeUndefined();
    expect(itemOfKey(layout, "gone")).toBeNull();
  });
});
