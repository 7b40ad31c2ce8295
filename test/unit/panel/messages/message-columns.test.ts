import { expect, it } from "vitest";
import { gridTracks, messageColumns } from "../../../../src/panel/messages/message-columns.tsx";

it("gives each column its track, and leaves out what there is no room for", () => {
  const columns = messageColumns("Since open");
  const tracks = gridTracks(columns);
  const countOf = (text: string) => text.replaceAll(/\([^)]*\)/g, "").split(" ").length;
  expect(countOf(tracks["--tracks"])).toBe(columns.length);
  expect(tracks["--tracks-narrow"]).not.toContain("60px");
  expect(tracks["--tracks-beside"]).not.toContain("var(--size)");
  expect(columns.map(({ title }) => title)).toEqual([
    ...["#", "Direction", "Since open", "Size", "Type", "Content"],
  ]);
});
