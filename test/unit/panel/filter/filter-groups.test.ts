import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { filterGroups, groupsWithHits } from "../../../../src/panel/filter/filter-groups.ts";
import type { Counted } from "../../../../src/panel/filter/filter-model.ts";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";
import { makeConnection } from "../../../builders.ts";

const open = makeConnection({ open: true });
const refused = makeConnection({ close: { code: 1006 } });
const groups = groupByEndpoint([open, refused]);
const idsIn = (left: typeof groups) =>
  left.flatMap(({ connections }) => connections.map(({ id }) => id));

function leaves(text: string, counted: Partial<Counted> | null, findings: Partial<Finding>[] = []) {
  const { filter, error } = parseFilter(text);
  if (!filter) throw error;
  const of = ({ id }: { id: string }) => (id === open.id ? (findings as Finding[]) : []);
  const whole = counted && {
    ...{ count: 0, isRunning: false, problem: null, byConnection: new Map<string, number>() },
    ...counted,
  };
  return idsIn(groupsWithHits(filterGroups(groups, filter, of), filter, whole, of));
}

describe("a filter about messages", () => {
  it("leaves the connections that have some", () => {
    const byConnection = new Map([[open.id, 2]]);
    expect(leaves("dir:send", { count: 2, byConnection })).toEqual([open.id]);
    expect(leaves("dir:send", { count: 0 })).toEqual([]);
  });

  it("leaves all until they are counted, or where they cannot be", () => {
    expect(leaves("dir:send", null)).toHaveLength(2);
    expect(leaves("dir:send", { isRunning: true })).toHaveLength(2);
    expect(leaves("dir:send", { problem: "unreadable" })).toHaveLength(2);
  });

  it("is:error leaves connections that failed as well, and no others by -is:error", () => {
    expect(leaves("is:error", { count: 0 })).toEqual([refused.id]);
    expect(leaves("is:error url:nowhere", { count: 0 })).toEqual([]);
    expect(leaves("-is:error", { count: 0 })).toEqual([]);
  });
});

describe("is:trouble", () => {
  it("is what has an error or a warning that is not over", () => {
    expect(leaves("is:trouble", null, [{ severity: "warning" }])).toEqual([open.id]);
    expect(leaves("is:trouble", null, [{ severity: "info" }])).toEqual([]);
    expect(leaves("-is:trouble", null, [{ severity: "error" }])).toEqual([refused.id]);
    const over = { severity: "error", isOver: true } as Partial<Finding>;
    expect(leaves("is:trouble", null, [over])).toEqual([]);
  });

  it("stands by itself: other words of is: are about messages", () => {
    expect(parseFilter("is:trouble|json").error?.message).toContain("a term of its own");
    expect(parseFilter("is:TROUBLE").filter?.sides[0]?.[0]?.scope).toBe("connection");
  });
});
