/** The lines that "Copy as" gives are run here: by real shells, by the real curl, as real JavaScript. */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { type CodeKind, copyAsCode } from "../../../src/panel/copy/copy-as-code.ts";
import type { Body } from "../../../src/protocol/rows.ts";
import type { Header } from "../../../src/session/session.ts";
import { plain } from "../../../src/words/safe-text.ts";
import { makeConnection, makeHandshake } from "../../builders.ts";
import { ensureProgram } from "../../tools/programs.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;

/** What a program is handed, told by one that stands where it would be found. */
const RECORDER = `#!/bin/sh
printf '%s\\0' "$@" > "$0.args"
cat > "$0.stdin"
`;

const HOSTILE = [
  "plain",
  `it's "quoted" \`id\` $(id) $HOME %s %n \\n \\0`,
  "-n --help",
  "!! !x it's !y",
  "a\nb\r\nc\n",
  "\n",
  "tab\tbell\u0007 escape\u001b[201~\u0003rm -rf ~\u007f\u009b31m it's !x \\",
  "é 漢字 🌩️ \u202e\u2028",
  "' -o /tmp/x #",
  "*?[a-z]~{a,b}",
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "copied-"));
  for (const name of ["websocat", "wscat"]) {
    writeFileSync(join(folder, name), RECORDER);
    chmodSync(join(folder, name), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Given = { url?: string; protocols?: string[]; headers?: Header[] };

const copy = (kind: CodeKind, body: Body | null, given: Given = {}) =>
  copyAsCode(
    kind,
    makeConnection({
      url: given.url ?? "wss://api.example.com/live",
      protocols: given.protocols ?? null,
      handshake: makeHandshake({ requestHeaders: given.headers ?? [] }),
    }),
    body === null ? null : { body, isCut: false },
    true,
  );

/** Runs a line as it is pasted; from a file, because an argument may not be as long as a body. */
async function runLine(line: string, shell = "bash") {
  const file = join(folder, "line");
  writeFileSync(file, line);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const running = run(shell, [file], { env, maxBuffer: 16 * MIB });
  running.child.stdin?.end();
  return running;
}

async function handed(program: "websocat" | "wscat", line: string, shell?: string) {
  await runLine(line, shell);
  const args = readFileSync(join(folder, `${program}.args`), "utf8").split("\0");
  return { args: args.slice(0, -1), stdin: readFileSync(join(folder, `${program}.stdin`)) };
}

const after = (args: string[], option: string) => args[args.indexOf(option) + 1];

describe("the line for websocat", () => {
  it.each(HOSTILE)("hands over the very bytes of %j", async (text) => {
    const { args, stdin } = await handed("websocat", copy("websocat", text));
    expect(stdin).toEqual(Buffer.from(text));
    expect(args.includes("--null-terminated")).toBe(text.includes("\n"));
    expect(args.at(-1)).toBe("wss://api.example.com/live");
  });

  it("hands over any text", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    const isSame = async (body: string) => {
      const { args, stdin } = await handed("websocat", copy("websocat", body));
      const said = args.includes("--base64-text") ? Buffer.from(stdin.toString(), "base64") : stdin;
      expect(said).toEqual(Buffer.from(body));
    };
    await fc.assert(fc.asyncProperty(text, isSame), { numRuns: 40 });
  });

  // Those that hide something are written with codes, which bash, zsh and ksh understand.
  it.each(HOSTILE.filter((text) => text.split("\n").every((line) => plain(line) === line)))(
    "is understood by any POSIX shell: %j",
    async (text) => {
      const { stdin } = await handed("websocat", copy("websocat", text), "sh");
      expect(stdin).toEqual(Buffer.from(text));
    },
  );

  it.each([0, 1, 4_097, 300_000])("says %i bytes as one binary message", async (sizeBytes) => {
    const body = Uint8Array.from({ length: sizeBytes }, (_, i) => i * 7);
    const { args, stdin } = await handed("websocat", copy("websocat", body));
    expect(args).toEqual(expect.arrayContaining(["-n", "--binary-prefix=b", "--base64"]));
    const said = stdin.toString();
    expect(said).toMatch(/^b[A-Za-z0-9+/=]*$/);
    expect(Buffer.from(said.slice(1), "base64")).toEqual(Buffer.from(body));
    // Without it, what is longer than 64 KiB becomes several messages.
    if (said.length >= 65_536) expect(Number(after(args, "-B"))).toBeGreaterThan(said.length);
    else expect(args).not.toContain("-B");
  });

  it("says a text with NUL in base64, and an empty one by a prefix", async () => {
    const zero = await handed("websocat", copy("websocat", "a\0b"));
    expect(zero.args).toContain("--base64-text");
    expect(Buffer.from(zero.stdin.toString(), "base64")).toEqual(Buffer.from("a\0b"));
    const empty = await handed("websocat", copy("websocat", ""));
    expect([empty.args.includes("--text-prefix=t"), empty.stdin.toString()]).toEqual([true, "t"]);
  });

  it("keeps headers, subprotocols and address apart, whatever is in them", async () => {
    const url = "wss://api.example.com/it's?q={$(id)}&`x`=[1-3]!a";
    const headers = HOSTILE.filter((text) => !/[\n\r]/.test(text)).map((value) => ({
      name: "X-Odd",
      value,
    }));
    const given = { url, protocols: ["-chat", "it's"], headers };
    const { args } = await handed("websocat", copy("websocat", null, given));
    expect(args).toEqual([
      ...headers.map(({ value }) => `-H=X-Odd: ${value}`),
      "--protocol=-chat, it's",
      url,
    ]);
  });
});

describe("the line for wscat", () => {
  it.each(HOSTILE)("hands over %j as one argument", async (text) => {
    const { args } = await handed("wscat", copy("wscat", text));
    expect(args).toEqual(["-c", "wss://api.example.com/live", "-w", "5", "-x", text]);
  });

  it("only opens where no argument can hold the message, and says why", async () => {
    for (const [body, why] of [
      ["a\0b", "contains NUL"],
      ["x".repeat(128 * 1024), "longer than an argument may be"],
      [Uint8Array.of(1), "no binary messages"],
    ] as const) {
      const line = copy("wscat", body);
      expect(line).toContain(why);
      expect((await handed("wscat", line)).args).toEqual(["-c", "wss://api.example.com/live"]);
    }
    const longest = "x".repeat(128 * 1024 - 1);
    const { args } = await handed("wscat", copy("wscat", longest));
    expect(after(args, "-x")).toBe(longest);
  });
});

describe("an address that is none of a WebSocket", () => {
  it.each(["sh-c:touch oops", "-ooops", "javascript:1"])("is run by no shell: %s", async (url) => {
    for (const kind of ["websocat", "wscat", "curl"] as const) {
      const { stdout } = await runLine(copy(kind, null, { url }));
      expect(stdout).toBe("");
      expect(copy(kind, null, { url })).toMatch(/^# .*$/);
    }
  });
});

describe("against a real server", () => {
  let server: WebSocketServer;
  let url: string;
  let request: IncomingMessage | null;
  let said: { data: Buffer; isBinary: boolean }[];

  beforeAll(async () => {
    ensureProgram("curl", "curl");
    server = new WebSocketServer({
      host: "127.0.0.1",
      port: 0,
      handleProtocols: ([first]) => first ?? false,
    });
    server.on("connection", (socket, from) => {
      request = from;
      socket.on("message", (data, isBinary) => {
        said.push({ data: data as Buffer, isBinary });
        socket.close(1000);
      });
      // curl speaks no frames: it would wait for more until its time is up.
      if (from.headers["user-agent"]?.startsWith("curl")) socket.terminate();
    });
    await new Promise((resolve) => server.once("listening", resolve));
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    request = null;
    said = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** curl is told that the server hung up. */
  const outputOf = (line: string) =>
    runLine(line).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );

  it("curl's upgrade is accepted, at the very address and with the very headers", async () => {
    const path = "/it's/$(id)?q={a,b}&r=[1-3]&`id`=!x%20";
    const headers = [
      { name: "Origin", value: "https://app.example.com" },
      { name: "Cookie", value: `a=it's; b="$(id)" !x` },
      { name: "X-Empty", value: "" },
      { name: "X-Two", value: "one\r\nX-Three: two" },
    ];
    const given = { url: url + path, protocols: ["chat", "v2"], headers };
    const answer = await outputOf(copy("curl", "never said", given));
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toMatch(/^Sec-WebSocket-Protocol: chat\r$/m);
    expect(request?.url).toBe(path);
    expect(request?.headers).toMatchObject({
      origin: "https://app.example.com",
      cookie: `a=it's; b="$(id)" !x`,
      "x-empty": "",
      "sec-websocket-protocol": "chat, v2",
    });
    expect(request?.headers).not.toHaveProperty("x-three");
    expect(request?.headers).not.toHaveProperty("x-two");
  });

  /** What the server heard from the copied JavaScript, once it has closed. */
  async function playJavaScript(body: Body): Promise<(typeof said)[number] | undefined> {
    await new Promise<void>((resolve) => {
      const console = { log: (code: unknown) => code === 1000 && resolve() };
      runInNewContext(copy("javascript", body, { url }), { WebSocket, console, Uint8Array });
    });
    return said[0];
  }

  it("JavaScript says the very text", async () => {
    for (const text of [...HOSTILE, "", "\0", "</script>"]) {
      said = [];
      expect(await playJavaScript(text)).toEqual({ data: Buffer.from(text), isBinary: false });
    }
  });

  it("JavaScript says the very bytes", async () => {
    const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => i);
    expect(await playJavaScript(bytes)).toEqual({ data: Buffer.from(bytes), isBinary: true });
  });
});
