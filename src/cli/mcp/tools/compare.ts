import { compare } from "../../../analysis/compare/compare.ts";
import { writeComparedMarkdown } from "../../../analysis/compare/write-compared.ts";
import { fenceReport } from "../foreign-text.ts";
import { defineTool, words } from "../tool.ts";

export const compareFiles = defineTool({
  name: "compare",
  title: "Before and after",
  description:
    "Two sessions side by side, such as before and after a fix: a verdict (better, worse, mixed, same, unclear) with its reasons, outages, rates, waits, latencies, findings new and gone.",
  input: {
    before: words("a session's id from list_sessions"),
    after: words("another session's id"),
  },
  async answer(names, shelf) {
    const before = await shelf.open(names.before);
    const after = await shelf.open(names.after);
    const compared = compare(before, after);
    const paths = { before: before.path, after: after.path };
    const text = fenceReport(writeComparedMarkdown(compared, paths));
    return { text, data: { ...compared } };
  },
});
