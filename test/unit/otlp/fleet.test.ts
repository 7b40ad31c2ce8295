/** The queries of docs/fleet.md, over the lines of 10,000 sessions, in DuckDB. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectionTable, type TableRow } from "../../../src/har/convert/tables.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const SESSIONS = 10_000;
const HOST = "wss://rt.acme.example/";
const VERSIONS = ["2.4.0", "2.4.1"];

let folder = "";
let queries: string[] = [];
let duck: DuckDBConnection;

/** The kinds of pages there are: chat breaks, news is refused, presence holds. */
const PAGES = {
  broken: () => ({ url: `${HOST}chat`, open: true, close: { at: T0 + 60_050, code: 1006 } }),
  fine: () => ({ url: `${HOST}chat`, open: true }),
  refused: () => ({
    url: `${HOST}news`,
    handshake: { status: 503 },
    close: { at: T0 + 30, code: 1006 },
  }),
  ended: () => ({ url: `${HOST}presence`, open: true, close: { code: 1000, wasClean: true } }),
};

/** The rows that `convert --to connections.ndjson` writes of such a page's file. */
function rowsOf(page: keyof typeof PAGES): TableRow[] {
  const session = makeSession({ connections: [makeConnection(PAGES[page]())] });
  const nowMs = T0 + 120_000;
  const har = writeHar({
    session,
    rowsOf: () => [],
    creatorVersion: "1",
    exportedAt: nowMs,
    masked: true,
  });
  return [...connectionTable(readHar(JSON.stringify(har)))];
}

/** Before the fix every other chat broke, after it every tenth; news is refused once in a hundred. */
function pageOf(i: number, version: string): keyof typeof PAGES {
  if (i % 100 === 3) return "refused";
  if (i % 5 === 1) return "ended";
  return i % (version === "2.4.0" ? 2 : 10) === 0 ? "broken" : "fine";
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stormglass-fleet-"));
  const known = new Map<string, TableRow[]>();
  for (const name of Object.keys(PAGES) as (keyof typeof PAGES)[]) known.set(name, rowsOf(name));
  for (const version of VERSIONS) {
    const lines: string[] = [];
    for (let i = 0; i < SESSIONS / VERSIONS.length; i++) {
      for (const row of known.get(pageOf(i, version)) ?? []) {
        lines.push(JSON.stringify({ ...row, connection: `${version}.${i}-1` }));
      }
    }
    await mkdir(join(folder, `version=${version}`));
    await writeFile(join(folder, `version=${version}/2026-12-01.ndjson`), `${lines.join("\n")}\n`);
  }
  const page = await readFile(join(import.meta.dirname, "../../../docs/fleet.md"), "utf8");
  queries = [...page.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = ""]) =>
    sql.replace("'fleet/", `'${folder}/`),
  );
  duck = await (await DuckDBInstance.create(":memory:")).connect();
  await duck.run(queries[0] ?? "");
});
afterAll(async () => {
  duck.closeSync();
  await rm(folder, { recursive: true });
});

const ask = async (nth: number) =>
  (await duck.runAndReadAll(queries[nth] ?? "")).getRowObjectsJson();

it("says which endpoint died most", async () => {
  expect(queries).toHaveLength(6);
  const [chat, news, presence] = await ask(1);
  expect(chat).toMatchObject({ endpoint: `${HOST}chat`, deaths: "2500", pages: "2500" });
  expect(news).toMatchObject({ endpoint: `${HOST}news`, deaths: "100", percent: 100 });
  expect(presence).toMatchObject({ endpoint: `${HOST}presence`, deaths: "0" });
});

it("says why", async () => {
  const [most, next] = await ask(2);
  expect(most).toMatchObject({ finding: "abnormal-closure", closeCode: 1006, deaths: "2500" });
  expect(next).toMatchObject({ finding: "handshake-server-error", status: 503, deaths: "100" });
});

it("says on which version", async () => {
  const [most] = await ask(3);
  expect(most).toMatchObject({
    version: "2.4.0",
    endpoint: `${HOST}chat`,
    deaths: "2000",
    mostly: "abnormal-closure",
  });
});

it("says whether the fix helped", async () => {
  const [chat, ...others] = await ask(4);
  expect(chat).toMatchObject({ endpoint: `${HOST}chat` });
  expect(Number(chat?.before_percent)).toBeGreaterThan(3 * Number(chat?.after_percent));
  expect(Number(chat?.standard_errors)).toBeGreaterThan(10);
  for (const { standard_errors } of others) expect(Number(standard_errors ?? 0)).toBe(0);
});

it("says when they died together", async () => {
  const [moment] = await ask(5);
  expect(moment).toMatchObject({ endpoint: `${HOST}chat`, deaths: "2500" });
});
