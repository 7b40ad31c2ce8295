/** The examples in docs/, as somebody copies them into a shell. */
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeSession, START } from "../har/full-session.ts";
import { startReceiver, takeAll } from "../otlp/receiver.ts";
import { type BuiltCli, buildCli } from "./build-cli.ts";

const runFile = promisify(execFile);
let cli: BuiltCli;

beforeAll(async () => {
  cli = await buildCli();
  const har = writeHar({
    session: makeSession(
      makeConnection({ state: "open", open: { at: START + 20, protocol: "", extensions: "" } }),
    ),
    rowsOf: () => [],
    creatorVersion: "1",
    exportedAt: START + 10_000,
    masked: true,
  });
  await mkdir(join(cli.folder, "test-results"));
  for (const name of ["session.har", "before.har", "after.har", "test-results/one.har"]) {
    await writeFile(join(cli.folder, name), JSON.stringify(har));
  }
  const program = `#!/bin/sh\nexec "${process.execPath}" "${join(cli.folder, "cli/stormglass.mjs")}" "$@"\n`;
  await writeFile(join(cli.folder, "stormglass"), program);
  await chmod(join(cli.folder, "stormglass"), 0o755);
}, 60_000);
afterAll(() => cli.remove());

it.each(["command-line", "ci"])("each example of docs/%s.md runs", async (page) => {
  const text = await readFile(join(import.meta.dirname, `../../../docs/${page}.md`), "utf8");
  const examples = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, lines = ""]) => lines);
  expect(examples.length).toBeGreaterThan(4);
  if (page === "ci") examples.unshift("stormglass redact session.har -o masked.har");
  const env = { ...process.env, PATH: `${cli.folder}:${process.env.PATH}` };
  const script = `set -e\n${examples.join("\n")}`;
  const { stdout } = await runFile("bash", ["-c", script], { cwd: cli.folder, env });
  expect(stdout).toContain(page === "ci" ? "Stormglass: " : "1006 Abnormal Closure");
});

it.each(["opentelemetry", "fleet"])("each example of docs/%s.md runs", async (page) => {
  const text = await readFile(join(import.meta.dirname, `../../../docs/${page}.md`), "utf8");
  const examples = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, lines = ""]) => lines);
  expect(examples.length).toBeGreaterThan(0);
  const receiver = await startReceiver(takeAll);
  const PATH = `${cli.folder}:${process.env.PATH}`;
  const env = { ...process.env, PATH, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  const script = `set -e\n${examples.join("\n")}`;
  await runFile("bash", ["-c", script], { cwd: cli.folder, env });
  await receiver.stop();
  // A session in which nothing happened has nothing to log.
  const paths = page === "fleet" ? [] : ["/v1/traces", "/v1/metrics"];
  expect(receiver.requests.map(({ path }) => path)).toEqual(paths);
  if (page === "opentelemetry") {
    const lines = await readFile(join(cli.folder, "otlp.traces.jsonl"), "utf8");
    expect(JSON.parse(lines.trim()).resourceSpans).toHaveLength(1);
  } else {
    const [file = ""] = await readdir(join(cli.folder, "fleet/version=2.4.1"));
    const lines = await readFile(join(cli.folder, "fleet/version=2.4.1", file), "utf8");
    expect(JSON.parse(lines.trim())).toMatchObject({ endpoint: "wss://example.test/ws" });
  }
});
