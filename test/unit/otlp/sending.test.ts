/** Real receivers, good and bad ones: what is told of what became of what was sent. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { responseType } from "../../../src/cli/otlp/definitions.ts";
import { readExportOptions } from "../../../src/cli/otlp/export-options.ts";
import { runExport } from "../../../src/cli/otlp/run-export.ts";
import { retryAfterMs } from "../../../src/cli/otlp/send.ts";
import { writeHar } from "../../../src/har/write.ts";
import { OTLP_SIGNALS } from "../../../src/otlp/otlp.ts";
import { STORIES } from "../../stories.ts";
import { decodeRequest } from "./official.ts";
import { startReceiver, takeAll } from "./receiver.ts";

let folder = "";
let receiver: Awaited<ReturnType<typeof startReceiver>> | null = null;
const harOf = (story: keyof typeof STORIES) => {
  const { session, nowMs } = STORIES[story]();
  return JSON.stringify(
    writeHar({
      session,
      rowsOf: () => [],
      creatorVersion: "1",
      exportedAt: nowMs,
      masked: true,
    }),
  );
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stormglass-otlp-"));
  const over = harOf("over");
  await writeFile(join(folder, "over.har"), over);
  await writeFile(join(folder, "again.har"), over);
  await writeFile(join(folder, "storm.har"), harOf("storm"));
  await writeFile(join(folder, "damaged.har"), '{"log": {"entries": [3]}}');
});
afterEach(async () => {
  await receiver?.stop();
  receiver = null;
});
afterAll(() => rm(folder, { recursive: true }));

const NOTHING = {
  endpoint: undefined,
  out: undefined,
  signals: undefined,
  resource: [],
  protocol: undefined,
  header: [],
  gzip: false,
  timeout: undefined,
};

async function send(
  names: string[],
  values: Partial<Parameters<typeof readExportOptions>[0]>,
  environment: Record<string, string> = {},
) {
  let err = "";
  const waits: number[] = [];
  const io = {
    out: () => {},
    err: (text: string) => {
      err += text;
    },
    colour: false,
    columns: 80,
  };
  const options = readExportOptions({ ...NOTHING, ...values }, environment);
  const files = names.map((name) => join(folder, name));
  const code = await runExport({ files, ...options }, io, async (ms) => {
    waits.push(ms);
  });
  return { code, err, waits };
}

const start = async (respond: Parameters<typeof startReceiver>[0]) => {
  receiver = await startReceiver(respond);
  return receiver;
};

describe("a receiver that takes all", () => {
  it.each([
    ["http/protobuf", false],
    ["http/json", true],
  ])("gets each signal once, as %s, packed: %s", async (protocol, gzip) => {
    const { url, requests } = await start(takeAll);
    const { code, err } = await send(["over.har", "storm.har"], {
      endpoint: `${url}/otlp/`,
      protocol,
      gzip,
      header: ["X-Key=s3cret, with = and ,"],
    });
    expect([code, err]).toEqual([0, expect.stringMatching(/^2 sessions: \d+ spans taken by/)]);
    expect(requests.map(({ path }) => path)).toEqual(OTLP_SIGNALS.map((s) => `/otlp/v1/${s}`));
    for (const [i, { headers, body }] of requests.entries()) {
      expect(headers["x-key"]).toBe("s3cret, with = and ,");
      const signal = OTLP_SIGNALS[i] ?? "traces";
      const told =
        protocol === "http/json" ? JSON.parse(String(body)) : decodeRequest(signal, body);
      const [resources] = Object.values(told as Record<string, unknown[]>);
      expect(resources).toHaveLength(2);
    }
  });

  it("is found by the variables of OpenTelemetry's SDKs, each signal by its own", async () => {
    const { url, requests } = await start(takeAll);
    const { code } = await send(
      ["over.har"],
      {},
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${url}/logs-here?x=1`,
        OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20abc%3D,other=1",
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
        OTEL_SERVICE_NAME: "board",
        OTEL_RESOURCE_ATTRIBUTES: "service.version=2.4.1,team=a%20b",
      },
    );
    expect(code).toBe(0);
    expect(requests.map(({ path }) => path)).toEqual([
      "/v1/traces",
      "/logs-here?x=1",
      "/v1/metrics",
    ]);
    for (const { headers, body } of requests) {
      expect(headers).toMatchObject({ authorization: "Basic abc=", "content-encoding": "gzip" });
      for (const word of ["board", "2.4.1", "a b"]) expect(String(body)).toContain(`"${word}"`);
    }
  });

  it("gets the same session once, and what is read beside a damaged file", async () => {
    const { url, requests } = await start(takeAll);
    const { code, err } = await send(["over.har", "damaged.har", "again.har"], { endpoint: url });
    expect(code).toBe(2);
    expect(err).toContain("damaged.har: ");
    expect(err).toMatch(/again\.har: is of the same session as .*over\.har, and is left out/);
    expect(err).toContain("1 session: ");
    expect(requests).toHaveLength(3);
  });
});

describe("a receiver that does not take all", () => {
  it("says how many it rejected, in either encoding", async () => {
    const { url } = await start((response, { headers, path }) => {
      if (path !== "/v1/traces") return takeAll(response, { headers, path, body: Buffer.of() }, 1);
      const type = responseType("traces");
      const partialSuccess = { rejectedSpans: 2, errorMessage: "too old\u001b[31m" };
      response.writeHead(200, { "content-type": headers["content-type"] ?? "" });
      const isJson = headers["content-type"] === "application/json";
      response.end(
        isJson
          ? JSON.stringify({ partialSuccess: { ...partialSuccess, rejectedSpans: "2" } })
          : type.encode(type.fromObject({ partialSuccess })).finish(),
      );
    });
    for (const protocol of ["http/json", "http/protobuf"]) {
      const { code, err } = await send(["over.har"], { endpoint: url, protocol });
      expect(code).toBe(2);
      expect(err).toMatch(/v1\/traces rejected 2 of \d+ spans: "too old\\u001b\[31m"/);
      expect(err).toMatch(/\d+ spans taken by .*, 2 rejected;/);
    }
  });

  it("is asked again when it says later, and gets it once", async () => {
    const { url, requests } = await start((response, request, nth) => {
      if (nth > 3) return takeAll(response, request, nth);
      response.writeHead([429, 502, 503][nth - 1] ?? 504, nth === 1 ? { "retry-after": "7" } : {});
      response.end();
    });
    const { code, waits } = await send(["over.har"], { endpoint: url, signals: "traces" });
    expect(code).toBe(0);
    expect(requests).toHaveLength(4);
    expect(waits[0]).toBe(7_000);
    expect(waits[1]).toBeGreaterThanOrEqual(1_000);
    expect(waits[2]).toBeGreaterThanOrEqual(2_000);
    expect(new Set(requests.map(({ body }) => body.toString("hex"))).size).toBe(1);
  });

  it("is left alone where it goes on so, or asks for too much", async () => {
    const busy = await start((response) => response.writeHead(503).end());
    const often = await send(["over.har"], { endpoint: busy.url, signals: "traces" });
    expect([often.code, often.waits.length, busy.requests.length]).toEqual([2, 4, 5]);
    expect(often.err).toMatch(/v1\/traces did not take \d+ spans: it answered 503, 5 times/);
    await busy.stop();
    const { url } = await start((response) =>
      response.writeHead(429, { "retry-after": "3600" }).end(),
    );
    const { code, err, waits } = await send(["over.har"], { endpoint: url, signals: "logs" });
    expect([code, waits]).toEqual([2, []]);
    expect(err).toContain("asks to come back in 3600 s");
  });

  it.each([
    [400, { "content-type": "application/json" }, '{"message":"bad span"}', '400 ("bad span")'],
    [401, {}, "", "401: its key may be missing"],
    [404, {}, "", "404: it takes none of these there"],
    [500, { "content-type": "text/plain" }, "broken", '500 ("broken")'],
    [
      307,
      { location: "http://elsewhere.example/?key=1" },
      "",
      "points to http://elsewhere.example/, ",
    ],
  ])("refuses with %i: told once, and nothing follows", async (status, headers, body, words) => {
    const { url, requests } = await start((response) =>
      response.writeHead(status, headers).end(body),
    );
    const { code, err } = await send(["over.har", "storm.har"], { endpoint: url });
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toContain("key=1");
    expect(requests).toHaveLength(3);
  });

  it.each([
    ["hangs", () => {}, "no answer within 0.2 s"],
    ["breaks off before it answers", (response) => response.destroy(), "the connection broke"],
    [
      "answers half",
      (response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"partial', () => response.destroy());
      },
      "it answered 200, and its answer is not whole",
    ],
    [
      "answers with a page",
      (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>"),
      "it answered 200 with something else than OTLP (text/html)",
    ],
  ] satisfies [string, Parameters<typeof startReceiver>[0], string][])(
    "%s: what is unknown is said, and it is not sent again",
    async (_, respond, words) => {
      const { url, requests } = await start(respond);
      const { code, err, waits } = await send(["over.har"], {
        endpoint: url,
        signals: "traces",
        timeout: "0.2",
      });
      expect([code, waits, requests.length]).toEqual([2, [], 1]);
      expect(err).toContain(`${url}/v1/traces: ${words}`);
      expect(err).toMatch(/Whether it took \d+ spans is not known; they are not sent again\./);
      expect(err).toMatch(/1 session: 0 spans taken by .*, \d+ unknown\./);
    },
  );

  it("is not there: nothing was sent, and nothing is unknown", async () => {
    const place = createServer();
    await new Promise<void>((done) => place.listen(0, "127.0.0.1", done));
    const { port } = place.address() as { port: number };
    await new Promise((done) => place.close(done));
    const { code, err } = await send(["over.har"], { endpoint: `http://127.0.0.1:${port}` });
    expect(code).toBe(2);
    expect(err).toContain("nothing listens there (connection refused)");
    expect(err).not.toContain("unknown");
  });
});

describe("files", () => {
  it("hold one signal each, one request a line", async () => {
    const { code, err } = await send(["over.har", "storm.har"], {
      out: join(folder, "otlp.jsonl"),
    });
    expect([code, err]).toEqual([0, expect.stringMatching(/^2 sessions: \d+ spans in /)]);
    const written = (await readdir(folder)).filter((name) => name.startsWith("otlp"));
    expect(written.sort()).toEqual(OTLP_SIGNALS.map((s) => `otlp.${s}.jsonl`).sort());
    const lines = (await readFile(join(folder, "otlp.traces.jsonl"), "utf8")).trim().split("\n");
    expect(lines.flatMap((line) => JSON.parse(line).resourceSpans)).toHaveLength(2);
  });

  it("that cannot be written are told, and leave nothing", async () => {
    const { code, err } = await send(["over.har"], { out: join(folder, "none/otlp.jsonl") });
    expect(code).toBe(2);
    expect(err).toContain("there is no such folder");
  });
});

describe("what is typed", () => {
  it.each([
    [{}, {}, "Where to send is missing"],
    [{ endpoint: "localhost:4318" }, {}, "--endpoint is no http:// or https:// address"],
    [{ endpoint: "http://me:pw@x" }, {}, "does not belong into an address"],
    [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: "x" }, "OTEL_EXPORTER_OTLP_ENDPOINT is no"],
    [{ endpoint: "http://x", header: ["a b"] }, {}, "--header is no NAME=VALUE"],
    [{ endpoint: "http://x", timeout: "-1" }, {}, "--timeout takes a time"],
    [{ endpoint: "http://x", signals: "spans" }, {}, '--signals does not know "spans"'],
    [{ endpoint: "http://x" }, { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, '_PROTOCOL is "grpc"'],
    [{ out: "-" }, {}, "Standard output takes one signal"],
    [{ out: "x.jsonl", gzip: true }, {}, "--out writes files"],
    [{ endpoint: "http://x", resource: ["x"] }, {}, "--resource takes NAME=VALUE"],
  ])("wrong is told so: %j %j", (values, environment, words) => {
    expect(() => readExportOptions({ ...NOTHING, ...values }, environment)).toThrow(words);
  });

  it("in Retry-After is seconds or a date", () => {
    const now = Date.parse("2026-12-01T00:00:00Z");
    expect(retryAfterMs("12", now)).toBe(12_000);
    expect(retryAfterMs("Tue, 01 Dec 2026 00:00:05 GMT", now)).toBe(5_000);
    expect([retryAfterMs("soon", now), retryAfterMs(undefined, now)]).toEqual([null, null]);
  });
});
