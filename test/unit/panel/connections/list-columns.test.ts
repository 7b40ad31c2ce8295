import { describe, expect, it } from "vitest";
import {
  columnsAsKept,
  columnsWithin,
  type ListColumns,
  moveColumn,
  readKeptColumns,
  resizeColumn,
  toggleColumn,
  USUAL_COLUMNS,
} from "../../../../src/panel/connections/list-columns.ts";

const ids = ({ columns }: Pick<ListColumns, "columns">) => columns.map(({ id }) => id);
const within = (all: ListColumns, px: number) => ids({ columns: columnsWithin(all, px) });

describe("the columns of the list", () => {
  it("are as many as there is room for beside the names", () => {
    expect(within(USUAL_COLUMNS, 230)).toEqual([]);
    expect(within(USUAL_COLUMNS, 410)).toEqual(["messages"]);
    expect(within(USUAL_COLUMNS, 900)).toEqual([
      "messages",
      "started",
      "lasted",
      "bytes",
      "last-close",
    ]);
  });

  it("are those in sight once one is hidden or shown, and stay in a narrower list", () => {
    const drawn = columnsWithin(USUAL_COLUMNS, 410);
    const shown = toggleColumn(USUAL_COLUMNS, drawn, "bytes");
    expect(ids(shown)).toEqual(["messages", "bytes"]);
    expect(within(shown, 260)).toEqual(["messages", "bytes"]);
    expect(ids(toggleColumn(shown, shown.columns, "messages"))).toEqual(["bytes"]);
  });

  it("are moved among those in sight", () => {
    const drawn = columnsWithin(USUAL_COLUMNS, 560);
    expect(ids({ columns: drawn })).toEqual(["messages", "started", "lasted", "bytes"]);
    expect(ids(moveColumn(USUAL_COLUMNS, drawn, "bytes", 0))).toEqual([
      "bytes",
      "messages",
      "started",
      "lasted",
    ]);
    expect(ids(moveColumn(USUAL_COLUMNS, drawn, "messages", 9)).at(-1)).toBe("messages");
  });

  it("are no narrower than what can be grasped, and as wide as usual again", () => {
    const widthOf = (all: ListColumns) => all.columns.find(({ id }) => id === "started")?.widthPx;
    const narrow = resizeColumn(USUAL_COLUMNS, "started", 3);
    expect(widthOf(narrow)).toBe(40);
    expect(widthOf(resizeColumn(narrow, "started", null))).toBe(widthOf(USUAL_COLUMNS));
  });

  it("are had again as they were left, without what is no column", () => {
    for (const all of [
      USUAL_COLUMNS,
      resizeColumn(USUAL_COLUMNS, "bytes", 99),
      toggleColumn(USUAL_COLUMNS, [], "state"),
      { columns: [], own: true },
    ]) {
      expect(readKeptColumns(columnsAsKept(all))).toEqual(all);
    }
    expect(readKeptColumns(null)).toEqual(USUAL_COLUMNS);
    expect(readKeptColumns("bytes 9e9, colour 80, started 90, <b>, started 91")).toEqual({
      columns: [{ id: "started", widthPx: 91 }],
      own: true,
    });
  });
});
