import { describe, expect, it } from "vitest";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { listRows } from "../../../../src/panel/model/list-rows.ts";
import {
  orderAfter,
  SORT_KEYS,
  type SortBy,
  sortGroups,
} from "../../../../src/panel/model/sort-groups.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const at = (name: string, seconds: number, parts: Parameters<typeof makeConnection>[0] = {}) =>
  makeConnection({
    url: `wss://a.example/${name}`,
    createdAt: T0 + seconds * 1_000,
    open: { at: T0 + seconds * 1_000 + 10 },
    ...parts,
  });
const NOW = T0 + 100_000;
const chatty = [
  at("stream-10", 1, {
    send: { count: 5, sizeBytes: 50 },
    close: { at: T0 + 9_000 },
  }),
  at("stream-10", 10, {
    send: { count: 9, sizeBytes: 90 },
    close: { at: T0 + 12_000 },
  }),
];
const long = at("stream-2", 2, { receive: { count: 6, sizeBytes: 6_000 } });
const late = at("stream-3", 50, { close: { at: T0 + 60_000 } });
const groups = groupByEndpoint([...chatty, long, late]);

const sorted = (by: SortBy, reversed = false) =>
  sortGroups(groups, { by, reversed }, (endpoint) => endpoint, NOW).map(({ endpoint }) =>
    endpoint.replace("wss://a.example/stream-", ""),
  );

describe("the order of endpoints", () => {
  it.each([
    ["rank", ["10", "2", "3"]],
    ["name", ["2", "3", "10"]],
    ["state", ["2", "10", "3"]],
    ["started", ["3", "10", "2"]],
    ["lasted", ["2", "3", "10"]],
    ["messages", ["10", "2", "3"]],
    ["bytes", ["2", "10", "3"]],
    ["last-close", ["3", "10", "2"]],
  ] as const)("by %s is by what the endpoint has all together, or most of", (by, names) => {
    expect(sorted(by)).toEqual(names);
    // What is equal stands as it did.
    const reversed = by === "state" ? ["10", "3", "2"] : names.toReversed();
    expect(sorted(by, true)).toEqual(reversed);
  });

  it("is turned round by a second click on a head, and is the sick first again by a third", () => {
    const first = orderAfter({ by: "bytes", reversed: false }, "messages");
    expect(first).toEqual({ by: "messages", reversed: false });
    const second = orderAfter(first, "messages");
    expect(second).toEqual({ by: "messages", reversed: true });
    expect(orderAfter(second, "messages")).toEqual({ by: "rank", reversed: false });
  });

  it("is theirs alone where it says nothing of connections: those stand newest first", () => {
    const folds = {
      collapsed: new Set<string>(),
      openedHelpers: new Set<string>(),
      attempts: new Map(),
    };
    const ordinals = (by: SortBy) =>
      listRows(groups, new Map(), folds, { by, reversed: false, nowMs: NOW }).flatMap((row) =>
        row.kind === "connection" ? [row.connection.id] : [],
      );
    const [older, newer] = chatty.map(({ id }) => id);
    expect(ordinals("name")).toEqual([newer, older, long.id, late.id]);
    expect(ordinals("lasted")).toEqual([older, newer, long.id, late.id]);
    expect(SORT_KEYS).toContain("lasted");
  });
});
