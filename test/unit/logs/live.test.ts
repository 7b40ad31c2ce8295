/** Real servers with the lines that are advised, and what is read of their logs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOG_ADVICE } from "../../../src/logs/advice.ts";
import { record, SCENES } from "../../servers/fault-scenes.ts";
import { layBeside, SERVERS, sessionOf } from "./recorded.ts";

describe("a log with the lines that are advised", () => {
  it.each(SERVERS)("of a real %s has each socket's line found by its key", async (server) => {
    const scene = SCENES.find(({ fault }) => fault === "the server closes in good order");
    if (!scene) throw new Error("there is no such scene");
    const live = await record(server, scene, 3);
    expect(live.seen.map(({ status }) => status)).toEqual([101, 101, 101]);
    // The page's clock is an hour off, which a name does not mind.
    const session = sessionOf(live.seen, (at) => at + 3_600_000, true);
    const { logs, paths } = layBeside(session, live, [
      server === "haproxy" ? "haproxy.log" : "access.log",
    ]);
    expect(logs[0]?.joined.exact).toBe(3);
    expect(paths.size).toBe(3);
    expect(Math.abs((logs[0]?.clock.offsetMs ?? 0) + 3_600_000)).toBeLessThan(2_000);
  });

  it("is what docs/server-logs.md says", async () => {
    const page = await readFile(join(import.meta.dirname, "../../../docs/server-logs.md"), "utf8");
    for (const { product, where, lines } of LOG_ADVICE) {
      const row = page
        .split("\n")
        .find((line) =>
          line.startsWith(`| ${product} | ${where.replace("in http", "in `http`")} |`),
        );
      for (const line of lines) expect(row).toContain(`\`${line}\``);
    }
  });
});
