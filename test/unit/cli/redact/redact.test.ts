import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import { makeConnection, makeRow, makeSession, START } from "../../har/full-session.ts";
import { type BuiltCli, buildCli } from "../build-cli.ts";
import { HARS, SECRETS } from "./hars.ts";

let cli: BuiltCli;

const CHROME = HARS["Chrome, sanitized by itself"];
const HARMLESS = '{ "log": {"entries": [], "comment": "token expired at 12:00"} }\n';
const names = Object.keys(HARS) as (keyof typeof HARS)[];
const at = (name: string) => join(cli.folder, name);
const read = (name: string) => readFile(at(name), "utf8");

/** Base64 hides nothing from whoever gets the file. */
const holds = (text: string, secret: string): boolean =>
  text.includes(secret) ||
  [0, 1, 2].some((shift) => {
    const encoded = Buffer.from("x".repeat(shift) + secret).toString("base64");
    return text.includes(encoded.slice(4, -4));
  });

const expectNoSecrets = (text: string) =>
  expect(Object.values(SECRETS).filter((secret) => holds(text, secret))).toEqual([]);

/** The names, numbers and lengths of lists, without the texts. */
const shapeOf = (value: unknown): unknown => {
  if (typeof value === "string") return "text";
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(shapeOf);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item)]));
};

beforeAll(async () => {
  cli = await buildCli();
  await writeFile(at("chrome.har"), CHROME);
  await writeFile(at("harmless.har"), HARMLESS);
}, 60_000);
afterAll(() => cli.remove());

describe("stormglass redact", () => {
  it.each(names)("masks every secret in a HAR of %s, and nothing of its shape", async (name) => {
    expect(Object.values(SECRETS).some((secret) => holds(HARS[name], secret))).toBe(true);
    const { code, out, err } = await cli.run(["redact", "-"], HARS[name]);
    expect(code).toBe(0);
    expectNoSecrets(out);
    expectNoSecrets(err);
    expect(err).toContain("standard input: ");
    expect(shapeOf(JSON.parse(out))).toEqual(shapeOf(JSON.parse(HARS[name])));
  });

  it.each([
    ["messages", { response: { content: { size: 0, mimeType: "", _file: "ws.jsonl" } } }],
    ["a response", { response: { content: { size: 9, text: "", _file: "0a1b.json" } } }],
    ["a request", { request: { postData: { mimeType: "text/plain", _file: "0a1b.txt" } } }],
  ])("calls no file clean whose %s lie in a file of their own", async (_, entry) => {
    await writeFile(at("attached.har"), JSON.stringify({ log: { entries: [{}, entry] } }));
    for (const args of [["--check"], ["-o", "attached.masked.har"]]) {
      const { code, err } = await cli.run(["redact", "attached.har", ...args]);
      expect(code).toBe(2);
      expect(err).toMatch(
        /log\.entries\[1\]\.(?:response\.content|request\.postData)\._file says that messages or a body are in a file of their own/,
      );
      expect(err).not.toContain("no secrets found");
    }
    expect(existsSync(at("attached.masked.har"))).toBe(false);
  });

  it("passes a file without secrets on as it is", async () => {
    const { code, out, err } = await cli.run(["redact", "harmless.har"]);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: HARMLESS,
      err: "harmless.har: no secrets found.\n",
    });
  });

  it("writes a file under its name when all of it is there, packed where its name says so", async () => {
    await writeFile(at("packed.har.gz"), gzipSync(CHROME));
    const plain = await cli.run(["redact", "chrome.har", "-o", "masked.har"]);
    const packed = await cli.run(["redact", "packed.har.gz", "-o", "masked.har.gz"]);
    expect([plain.code, packed.code, plain.out, packed.out]).toEqual([0, 0, "", ""]);
    expectNoSecrets(await read("masked.har"));
    expect(gunzipSync(await readFile(at("masked.har.gz"))).toString()).toBe(
      await read("masked.har"),
    );
  });

  it("says by its exit code whether there are secrets, and writes nothing", async () => {
    const before = await readdir(cli.folder);
    expect(await cli.run(["redact", "chrome.har", "--check"])).toMatchObject({ code: 1, out: "" });
    expect((await cli.run(["redact", "harmless.har", "--check"])).code).toBe(0);
    expect((await cli.run(["redact", "missing.har", "--check"])).code).toBe(2);
    expect(await readdir(cli.folder)).toEqual(before);
  });

  it("finds no secrets in what it has masked", async () => {
    for (const name of names) {
      const { out } = await cli.run(["redact", "-"], HARS[name]);
      const { code, err } = await cli.run(["redact", "-", "--check"], out);
      expect(`${name}: ${err}`).toContain("no secrets found");
      expect(code).toBe(0);
    }
  });

  it("tells as JSON what was masked, and where", async () => {
    const { out, err } = await cli.run(["redact", "chrome.har", "--check", "--json"]);
    const { file, output, count, secrets } = JSON.parse(out);
    expect({ file, output, err }).toEqual({ file: "chrome.har", output: null, err: "" });
    expect(count).toBe(
      secrets.reduce((sum: number, each: { count: number }) => sum + each.count, 0),
    );
    expect(secrets).toContainEqual(
      expect.objectContaining({
        place: "request header",
        at: ["log.entries[0].request.headers[1]"],
      }),
    );
    expectNoSecrets(out);
    // Where the masked file goes to standard output, the report does not.
    const piped = await cli.run(["redact", "chrome.har", "--json"]);
    expect(JSON.parse(piped.err).count).toBe(count);
    expect(JSON.parse(piped.out).log.creator.name).toBe("WebInspector");
  });

  it("masks what the user names, and keeps what the user keeps", async () => {
    const har =
      '{"log":{"entries":[],"_a":{"room":"aurora","note":"kunde-123","password":"x1y2z3w4v5"}}}';
    const args = [
      "redact",
      "-",
      "--name",
      "room",
      "--pattern",
      "kunde-\\d+",
      "--keep",
      "PASS_WORD",
    ];
    const { out } = await cli.run(args, har);
    expect(out).not.toContain("aurora");
    expect(out).not.toContain("kunde-123");
    expect(out).toContain("x1y2z3w4v5");
  });

  it.each([
    [["redact"], "The file to mask is missing."],
    [["redact", "a.har", "b.har"], '"b.har" is a second one'],
    [["redact", "a.har", "--check", "-o", "b.har"], "--check writes nothing"],
    [["redact", "a.har", "--markdown"], "--markdown"],
    [["redact", "harmless.har", "--pattern", "(a"], 'The pattern "(a" cannot be used'],
    [["redact", "missing.har"], "missing.har: there is no such file"],
    [["redact", "harmless.har", "-o", "harmless.har"], "--force writes over it"],
    [["redact", "harmless.har", "-o", "nowhere/out.har"], "nowhere"],
  ])("exits 2 and says what is wrong: %j", async (args, message) => {
    const { code, out, err } = await cli.run(args);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it.each([
    [".", "is a folder"],
    ["harmless.har/x.har", "it would lie in a file"],
    ["x".repeat(300), "its name is too long"],
  ])("says why it cannot write there: %s", async (output, problem) => {
    const { code, out, err } = await cli.run(["redact", "harmless.har", "-o", output]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`${output} cannot be written: `);
    expect(err).toContain(problem);
  });

  it("writes a file with a name as long as names may be", async () => {
    const output = `${"x".repeat(246)}.har`;
    expect((await cli.run(["redact", "harmless.har", "-o", output])).code).toBe(0);
    expect(await read(output)).toBe(HARMLESS);
  });

  it("writes over the file itself where it is told to", async () => {
    await writeFile(at("own.har"), CHROME);
    expect((await cli.run(["redact", "own.har", "-o", "own.har", "--force"])).code).toBe(0);
    expectNoSecrets(await read("own.har"));
  });

  it.each([
    ["", "the file is empty"],
    ["[]", "log is missing"],
    ['{"log":{}}', "log.entries is missing"],
    ['{"log":\n{"entries":[{}\n{}]}}', "line 3, column 1 is not valid JSON"],
    ['{"log":{"entries":[{"request":{"headers":[{"é": 1, x}]}}]}}', "line 1, column 52"],
    [CHROME.slice(0, -200), "is where the file ends"],
  ])(
    "names the place where it cannot read on, and leaves nothing behind: %#",
    async (har, message) => {
      const { code, err } = await cli.run(["redact", "-", "-o", "broken.har"], har);
      expect(err).toContain(message);
      expect(code).toBe(2);
      expect(existsSync(at("broken.har"))).toBe(false);
      expect((await readdir(cli.folder)).filter((name) => name.includes("part"))).toEqual([]);
    },
  );

  it("says that a file was cut off in the middle of its gzip", async () => {
    await writeFile(at("cut.har.gz"), gzipSync(CHROME).subarray(0, 300));
    const { code, err } = await cli.run(["redact", "cut.har.gz", "--check"]);
    expect(err).toContain("is packed with gzip, and was cut off");
    expect(code).toBe(2);
  });

  it("lets no sign reach the terminal that moves or turns it", async () => {
    const har = JSON.stringify({
      log: { entries: [], _a: { "pass\u001b[2Jword\u202e": SECRETS.password } },
    });
    const { err } = await cli.run(["redact", "-", "--check", "--name", "pass[2Jword"], har);
    expect(err.split("\n").filter((line) => /[\p{Cc}\u202e]/u.test(line))).toEqual([]);
  });
});

describe("stormglass redact on a session of ours", () => {
  const text = JSON.stringify(
    writeHar({
      session: makeSession(
        makeConnection({
          url: `wss://example.test/ws?access_token=${SECRETS.token}`,
          state: "closed",
          open: { at: START + 20, protocol: "", extensions: "" },
          first: [
            { seq: 0, at: START, direction: "send", body: `{"password":"${SECRETS.password}"}` },
          ],
          end: {
            at: START + 5000,
            by: "close",
            code: 1008,
            reason: `token ${SECRETS.github} expired`,
            wasClean: true,
          },
        }),
      ),
      rowsOf: () => [makeRow({ body: `{"password":"${SECRETS.password}"}` })],
      report: {},
      creatorVersion: "1",
      exportedAt: START + 10_000,
      masked: false,
    }),
  );
  /** As files were written before the mark stood last in them. */
  const markFirst = (har: string): string => {
    const { _stormglass, entries, ...log } = JSON.parse(har).log;
    return JSON.stringify({ log: { ...log, _stormglass, entries } });
  };

  it.each([
    ["last", text],
    ["first", markFirst(text)],
  ])("masks it, and writes the diagnosis of the masked session: mark %s", async (_, har) => {
    expect(holds(har, SECRETS.password)).toBe(true);
    const { code, out } = await cli.run(["redact", "-"], har);
    expect(code).toBe(0);
    expectNoSecrets(out);
    const { session, rows, nowMs } = readHar(out);
    expect(rows.get("doc-1")).toHaveLength(1);
    const { report, masked, maskedSecrets } = JSON.parse(out).log._stormglass;
    expect(masked).toBe(true);
    expect(maskedSecrets.map(({ place }: { place: string }) => place)).toContain("close reason");
    expect(report).toEqual(JSON.parse(JSON.stringify(diagnose(session, nowMs))));
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it("gives the same, however often it is masked", async () => {
    const once = await cli.run(["redact", "-"], text);
    const twice = await cli.run(["redact", "-"], once.out);
    expect(JSON.parse(twice.out).log.entries).toEqual(JSON.parse(once.out).log.entries);
    expect(twice.err).toContain("no secrets found");
  });

  it("says where a part of ours is not what it should be", async () => {
    const har = text.replace('"createdAt":', '"madeAt":');
    const { code, err } = await cli.run(["redact", "-"], har);
    expect(err).toContain("log.entries[0]._stormglass.connection.createdAt is missing");
    expect(code).toBe(2);
  });
});
