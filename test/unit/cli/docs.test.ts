/** The examples in docs/, as somebody copies them into a shell. */
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
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
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const line = `127.0.0.1 [01/Mar/2026:10:00:10 +0000] "GET /ws HTTP/1.1" 101 10.000 "${key}"\n`;
  await writeFile(join(cli.folder, "access.log"), line);
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

it("each example of docs/server-logs.md and docs/agents.md runs", async () => {
  const examples = await Promise.all(
    ["server-logs", "agents"].map(async (page) => {
      const text = await readFile(join(import.meta.dirname, `../../../docs/${page}.md`), "utf8");
      return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, lines = ""]) => lines);
    }),
  );
  expect(examples.flat()).toHaveLength(3);
  // What lies there on this machine is nobody's business.
  await writeFile(join(cli.folder, "haproxy.log"), "");
  // An agent's server ends with its input.
  const script = `set -e\nexec < /dev/null\n${examples.flat().join("\n")}`.replaceAll(
    "/var/log/",
    "",
  );
  const { stdout } = await runFile("bash", ["-c", script], {
    cwd: cli.folder,
    env: await withNpx(),
  });
  expect(stdout.match(/access\.log/g)?.length).toBeGreaterThanOrEqual(2);
});

/** `npx` finds the program that is built here, as it would in a project that has it. */
async function withNpx() {
  await writeFile(join(cli.folder, "npx"), '#!/bin/sh\nexec "$@"\n');
  await chmod(join(cli.folder, "npx"), 0o755);
  return { ...process.env, PATH: `${cli.folder}:${process.env.PATH}` };
}

it("an agent that is told of the server as docs/agents.md does gets its tools", async () => {
  const text = await readFile(join(import.meta.dirname, "../../../docs/agents.md"), "utf8");
  const [, json = ""] = /```json\n(.*?)```/s.exec(text) ?? [];
  const { command, args } = JSON.parse(json).mcpServers.stormglass;
  const { PATH = "" } = await withNpx();
  const client = new Client({ name: "an agent", version: "1" });
  await client.connect(new StdioClientTransport({ command, args, cwd: cli.folder, env: { PATH } }));
  const { tools } = await client.listTools();
  const { content } = await client.callTool({ name: "list_sessions", arguments: {} });
  await client.close();
  for (const { name } of tools) expect(text).toContain(`| \`${name}\` |`);
  expect(JSON.stringify(content)).toContain("one.har");
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
