/** Command line, library and agents' server are three mouths of one engine: they say the same of the same file. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Finding } from "../../../src/analysis/finding.ts";
import { createShelf } from "../../../src/cli/mcp/shelf.ts";
import { getDiagnosis } from "../../../src/cli/mcp/tools/get-diagnosis.ts";
import { run } from "../../../src/cli/run.ts";
import { writeHar } from "../../../src/har/write.ts";
import { diagnose } from "../../../src/library/diagnose.ts";
import { readSession } from "../../../src/library/read-session.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeDocument, makeSession, T0 } from "../../builders.ts";
import { START, socket } from "../har/lines/k6-lines.ts";
import { sessionEvents } from "../session/random-events.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stormglass-mouths-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function cli(...args: string[]) {
  const io = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => {
      io.out += text;
    },
    err: (text) => {
      io.err += text;
    },
    colour: false,
    columns: 80,
  });
  return { code, ...io };
}

type Said = { findings: Finding[]; health: unknown };
const said = ({ findings, health }: Said): Said => JSON.parse(JSON.stringify({ findings, health }));

async function ofAll(path: string): Promise<{ cli: Said; library: Said; mcp: Said }> {
  const { out } = await cli("diagnose", path, "--json");
  const shelf = createShelf([path], { unmasked: false });
  const { data } = await getDiagnosis.answer({ session: path }, shelf);
  const file = await readSession(await readFile(path), { withRows: false });
  return {
    cli: said(JSON.parse(out)),
    library: said(diagnose(file)),
    mcp: said(data as Said),
  };
}

it("gives the same findings by each, whatever happened in a session", async () => {
  await fc.assert(
    fc.asyncProperty(sessionEvents, async (events) => {
      const start = makeSession({ documents: [makeDocument(), makeDocument({ id: "d2" })] });
      const session = events.reduce((one, event) => reduce(one, structuredClone(event)), start);
      const written = { session, rowsOf: () => [], creatorVersion: "1", exportedAt: T0 + 400_000 };
      const path = join(folder, "random.har");
      await writeFile(path, JSON.stringify(writeHar({ ...written, masked: false })));
      const { cli, library, mcp } = await ofAll(path);
      expect(library).toEqual(cli);
      expect(mcp).toEqual(cli);
    }),
    { numRuns: 12, seed: 20_261_201 },
  );
});

const FILES = join(import.meta.dirname, "../har/open/files");
const OTHERS: Record<string, string | (() => string)> = {
  "trace.zip": join(FILES, "playwright-1.65-trace.zip"),
  "attach.zip": join(FILES, "playwright-1.65-attach.zip"),
  "embed.har": join(FILES, "playwright-1.65-embed.har"),
  "mitm.flows": join(FILES, "mitmproxy-8.1.flows"),
  "wscat.log": join(FILES, "../../lines/files/wscat-6.1-cut.log"),
  "k6.json": () =>
    socket({ at: START, lastedMs: 60_000, module: "k6/ws", messages: [["sent", 50]] }).join("\n"),
};

it.each(Object.keys(OTHERS))(
  "gives the same by each of another tool's %s, which is compared, merged and converted, too",
  async (name) => {
    const path = join(folder, name);
    const from = OTHERS[name] ?? "";
    if (typeof from === "string") await copyFile(from, path);
    else await writeFile(path, from());
    const { cli: told, library, mcp } = await ofAll(path);
    expect(library).toEqual(told);
    expect(mcp).toEqual(told);

    const compared = await cli("compare", path, path, "--json");
    expect(compared.err).toBe("");
    expect(JSON.parse(compared.out).verdict).not.toMatch(/better|worse/);

    const merged = join(folder, `${name}.merged.har`);
    const second = join(folder, `second.${name}`);
    await copyFile(path, second);
    const merging = await cli("merge", path, second, "-o", merged, "--json");
    expect(merging.code).toBe(0);
    const { connections } = JSON.parse((await cli("diagnose", path, "--json")).out);
    expect(JSON.parse(merging.out).connections).toHaveLength(2 * connections.length);

    for (const [to, ending] of [
      ["ndjson", "ndjson"],
      ["connections.csv", "csv"],
      ["messages.ndjson", "jsonl"],
      ["har", "har"],
    ] as const) {
      const output = join(folder, `${name}.out.${ending}`);
      const converting = await cli("convert", path, "--to", to, "-o", output);
      expect([converting.code, to]).toEqual([0, to]);
      expect((await readFile(output, "utf8")).length).toBeGreaterThan(50);
    }
    const again = await cli("diagnose", join(folder, `${name}.out.har`), "--json");
    expect(JSON.parse(again.out).connections).toHaveLength(connections.length);
  },
);

it("says of a damaged file of each kind where the damage is, and exits with 2", async () => {
  const damaged: Record<string, [string | Uint8Array, string]> = {
    "cut.zip": [(await readFile(OTHERS["trace.zip"] as string)).subarray(0, 5_000), "archive"],
    "cut.flows": [(await readFile(OTHERS["mitm.flows"] as string)).subarray(0, 40), "byte 0"],
    "k6-cut.json": [
      '{"metric":"ws_sessions","type":"Point","data":{"time":1}}\n',
      "line 1.data.time",
    ],
    "timeless.log": ["Connected (press CTRL+C to quit)\n", "line 1 has no time"],
    "cut.chlsj": ['[{"status":"COMPLETE","method":"GET","host":', "line 1, column"],
    "session.chls": [Uint8Array.of(0xac, 0xed, 0, 5), ".chlsj"],
  };
  for (const [name, [content, place]] of Object.entries(damaged)) {
    const path = join(folder, name);
    await writeFile(path, content);
    for (const command of ["diagnose", "convert", "report"]) {
      const { code, out, err } = await cli(command, path);
      expect([name, command, code, out]).toEqual([name, command, 2, ""]);
      expect(err).toContain(place);
    }
  }
});
