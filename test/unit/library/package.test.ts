/** The package as a new user gets it: packed, installed into an empty project without a network, used. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };

const ROOT = resolve(import.meta.dirname, "../../..");
const runFile = promisify(execFile);

let project: string;

/** npm puts words of its own into the environment, which would make this a part of the other run. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")),
);
const run = async (program: string, args: string[], cwd = project) => {
  const { stdout } = await runFile(program, args, { cwd, env });
  return stdout;
};

const HAR = JSON.stringify({
  log: {
    version: "1.2",
    creator: { name: "a tool", version: "1" },
    entries: [
      {
        startedDateTime: "2026-03-01T10:00:00Z",
        time: 30,
        _resourceType: "websocket",
        request: { method: "GET", url: "wss://example.test/ws?token=hunter2", headers: [] },
        response: { status: 401, headers: [] },
        _webSocketMessages: [],
      },
    ],
  },
});

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "stormglass-user-"));
  await run("npm", ["pack", "--silent", "--pack-destination", project], ROOT);
  const [tarball = ""] = await readdir(project);
  await writeFile(
    join(project, "package.json"),
    '{"name": "user", "private": true, "type": "module"}',
  );
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${tarball}`]);
  await writeFile(join(project, "session.har"), HAR);
}, 180_000);
afterAll(() => rm(project, { recursive: true }));

it("needs nothing else to be installed", async () => {
  const installed = await readdir(join(project, "node_modules"));
  expect(installed.filter((name) => !name.startsWith("."))).toEqual(["stormglass"]);
  expect(packageJson).not.toHaveProperty("dependencies");
});

it("is a command line", async () => {
  const cli = join(project, "node_modules/.bin/stormglass");
  expect(await run(cli, ["--version"])).toBe(`${packageJson.version}\n`);
  const told = run(cli, ["diagnose", "session.har"]);
  await expect(told).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("auth-rejected"),
  });
  expect(await run(cli, ["explain", "1009"])).toContain("Message Too Big");
});

it("is a library, with the findings of the command line", async () => {
  await writeFile(
    join(project, "use.js"),
    `import { readFile } from "node:fs/promises";
     import { diagnose, explainClose, ReadError, readSession, redact } from "stormglass";
     import { sessionFileSchema } from "stormglass/schema";
     const file = await readSession(await readFile("session.har"));
     const { findings } = diagnose(file);
     const { har, secrets } = await redact(await readFile("session.har"));
     const wrong = await readSession("{").catch((error) => error instanceof ReadError && error.message);
     const { name } = explainClose(4004, { vendor: "discord" });
     console.log(JSON.stringify({ findings, har, secrets, wrong, name, id: sessionFileSchema.$id }));`,
  );
  const told = JSON.parse(await run(process.execPath, ["use.js"]));
  const cli = await run(process.execPath, [
    "node_modules/stormglass/dist/cli/stormglass.js",
    "diagnose",
    "session.har",
    "--json",
    "--fail-on",
    "check-failed",
  ]);
  expect(told.findings).toEqual(JSON.parse(cli).findings);
  expect(told.findings[0].id).toBe("auth-rejected");
  expect(JSON.stringify(told)).not.toContain("hunter2");
  expect(told.har).toBe(HAR.replace("hunter2", "***1"));
  expect(told.secrets).toMatchObject([{ name: "token", place: "address", count: 1 }]);
  expect(told.wrong).toMatch(/^line 1, column 2 /);
  expect(told.name).toBe("Authentication failed");
  expect(told.id).toBe("urn:stormglass:session-file:1");
});

it("runs each example of docs/library.md as somebody copies it", async () => {
  const text = await readFile(join(ROOT, "docs/library.md"), "utf8");
  const examples = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code = ""]) => code);
  expect(examples).toHaveLength(2);
  const said: string[] = [];
  for (const [i, code] of examples.entries()) {
    await writeFile(join(project, `example-${i}.js`), code);
    said.push(await run(process.execPath, [`example-${i}.js`]));
  }
  expect(said[0]).toContain("error auth-rejected: ");
  expect(said[0]).toContain("[ 'token ×1' ]");
  expect(said[1]).toBe("urn:stormglass:session-file:1\n");
});

it("has types, for a strict project that looks into those of its packages as well", async () => {
  await writeFile(
    join(project, "use.ts"),
    `import { diagnose, explainClose, readSession, redact, type FindingId, type Report } from "stormglass";
     import schema from "stormglass/schema";
     export async function check(text: string): Promise<FindingId[]> {
       const file = await readSession(text, { withRows: false });
       const report: Report = diagnose(file);
       const url: string | undefined = [...file.session.connections.values()][0]?.url;
       // @ts-expect-error: a code is a number
       explainClose("1006");
       const { har }: { har: string } = await redact(text, { names: ["roomKey"] });
       return [url, har, schema.$id].length > 3 ? [] : report.findings.map(({ id }) => id);
     }`,
  );
  const options = [
    "--strict",
    "--noEmit",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--types",
    "",
  ];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  expect(await run(process.execPath, [tsc, ...options, "--lib", "es2023,dom", "use.ts"])).toBe("");
});
