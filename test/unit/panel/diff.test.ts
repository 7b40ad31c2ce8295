import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffLine, diffLines } from "../../../src/panel/body/diff-lines.ts";
import { type DiffRow, foldDiff } from "../../../src/panel/body/fold-diff.ts";

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);
const withLine = (lines: string[], at: number, text: string) => lines.with(at, text);
const inWords = (rows: DiffRow[]) =>
  rows.map((row) => (row.kind === "folded" ? `⋯ ${row.count}` : `${row.kind} ${row.text}`));
const sideOf = (lines: DiffLine[], kind: DiffLine["kind"]) =>
  lines.filter((line) => line.kind === "same" || line.kind === kind).map(({ text }) => text);

describe("the difference of two texts", () => {
  it("gives both of them back, whatever they are", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        expect(sideOf(diff, "removed")).toEqual(before);
        expect(sideOf(diff, "added")).toEqual(after);
      }),
    );
  });

  it("is the shortest there is", () => {
    const edits = diffLines([..."abcabba"], [..."cbabac"]).filter(({ kind }) => kind !== "same");
    expect(edits).toHaveLength(5);
  });

  it("finds two changes that lie 20,000 lines apart", () => {
    const before = numbered(20_000);
    const after = withLine(withLine(before, 0, "first"), 19_999, "last");
    expect(diffLines(before, after).filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "removed", text: "line 0" },
      { kind: "added", text: "first" },
      { kind: "removed", text: "line 19999" },
      { kind: "added", text: "last" },
    ]);
  });
});

describe("a difference as it is shown", () => {
  it("folds what is equal to three lines beside each change", () => {
    const before = numbered(5_000);
    const { rows, changes } = foldDiff(diffLines(before, withLine(before, 4_999, "changed")));
    expect(changes).toBe(1);
    expect(inWords(rows)).toEqual([
      "⋯ 4996",
      "same line 4996",
      "same line 4997",
      "same line 4998",
      "removed line 4999",
      "added changed",
    ]);
  });

  it("folds between two changes, and counts them", () => {
    const before = numbered(20);
    const after = withLine(withLine(before, 2, "x"), 17, "y");
    const { rows, changes } = foldDiff(diffLines(before, after));
    expect(changes).toBe(2);
    expect(rows.filter(({ kind }) => kind === "folded")).toEqual([{ kind: "folded", count: 8 }]);
  });

  it("shows one equal line rather than that there is one", () => {
    const before = numbered(5);
    const { rows } = foldDiff(diffLines(before, withLine(before, 4, "x")));
    expect(rows[0]).toMatchObject({ kind: "same", text: "line 0" });
  });

  it("has no changes where both say the same", () => {
    expect(foldDiff(diffLines(["a"], ["a"])).changes).toBe(0);
  });

  it("cuts a long line around what differs in it", () => {
    const long = "x".repeat(10_000);
    const { rows } = foldDiff(diffLines([`${long}a${long}`], [`${long}b${long}`]));
    expect(rows).toMatchObject([
      { kind: "removed", cutBefore: 9_800, cutAfter: 8_201 },
      { kind: "added", cutBefore: 9_800, cutAfter: 8_201 },
    ]);
    expect(inWords(rows)[0]).toContain("xax");
    expect(inWords(rows)[1]).toContain("xbx");
  });
});
