import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expandFiles } from "../../../src/cli/expand-files.ts";
import { openDoor } from "../../../src/cli/open-door.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stormglass-folders-"));
  for (const name of ["b/c", "node_modules/x", "empty", "odd[1]"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const files = ["a.har", "b/one.HAR", "b/c/two.har.gz", "b/c/trace.zip", "b/notes.txt"];
  for (const name of [...files, "node_modules/x/not.har", "odd[1]/in.har", "odd[1].har"]) {
    await writeFile(join(folder, name), "{}");
  }
});
afterAll(() => rm(folder, { recursive: true }));

const names = (...given: string[]) =>
  expandFiles(given.map((name) => join(folder, name))).map((path) => path.slice(folder.length + 1));

it("takes from a folder what may hold sessions, from all of its folders, in order", () => {
  expect(names("b")).toEqual(["b/c/trace.zip", "b/c/two.har.gz", "b/one.HAR"]);
  expect(names("")).not.toContain("node_modules/x/not.har");
});

it("takes brackets for a pattern only where nothing is called so", () => {
  expect(names("odd[1].har", "odd[1]")).toEqual(["odd[1].har", "odd[1]/in.har"]);
  expect(names("b/**/*.{har,gz}")).toEqual(["b/c/two.har.gz"]);
});

it("names a folder that holds nothing, and takes each file once", () => {
  expect(() => names("empty")).toThrow(/The folder ".*empty" holds no \.har/);
  expect(names("a.har", "a.har")).toEqual(["a.har"]);
});

it("follows no link, waits for no pipe, and does not go in circles", async () => {
  const inside = join(folder, "links/deep");
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, "own.har"), "{}");
  for (const [to, name] of [
    ["..", "up"],
    ["/", "root"],
    ["/etc/hostname", "out.har"],
    ["/dev/zero", "endless.har"],
  ] as const) {
    await symlink(to, join(inside, name));
  }
  execFileSync("mkfifo", [join(inside, "pipe.har")]);
  expect(names("links", "links/**/*.har")).toEqual(["links/deep/own.har"]);
});

it("reads beside a file no link, wherever on the way it stands, and waits for no pipe", async () => {
  const outside = join(folder, "outside");
  const inside = join(folder, "given/messages");
  await mkdir(outside, { recursive: true });
  await mkdir(inside, { recursive: true });
  await writeFile(join(outside, "private.json"), "private");
  await writeFile(join(inside, "own.json"), "own");
  await writeFile(join(folder, "given/session.har"), "{}");
  await symlink(join(outside, "private.json"), join(inside, "link.json"));
  await symlink(outside, join(folder, "given/way"));
  await symlink(join(folder, "given"), join(folder, "by-a-link"));
  execFileSync("mkfifo", [join(inside, "pipe.json")]);
  // The user's own way to the file may be a link: that one is meant.
  for (const given of ["given", "by-a-link"]) {
    const { beside } = await openDoor(join(folder, given, "session.har"));
    expect(await beside("messages/own.json")).toBe("own");
    for (const name of ["messages/link.json", "way/private.json", "messages/pipe.json", "none"]) {
      expect([name, await beside(name)]).toEqual([name, null]);
    }
  }
});
