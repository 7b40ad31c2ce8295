import { describe, expect, it } from "vitest";
import { explainSignal } from "../../../src/analysis/knowledge/application-signals.ts";
import { explainClose, explainCode } from "../../../src/analysis/knowledge/close-codes.ts";
import { type KnownLimit, rankLimits } from "../../../src/analysis/knowledge/idle-limits.ts";
import { nearestLimit } from "../../../src/analysis/knowledge/size-limits.ts";
import { matchLibraries } from "../../../src/analysis/policy/known-schedules.ts";
import { describeMessage, detectProtocol } from "../../../src/decoders/index.ts";
import { recognise, recognisePage, type Traits } from "../../../src/services/recognise.ts";
import { SERVICE_ROWS } from "../../../src/services/services.ts";
import { makeConnection, makeProbe } from "../../builders.ts";
import { MESSAGES, SAMPLES, type Sample } from "./samples.ts";

const NOTHING: Traits = { url: "wss://h.example/", protocols: null, open: null, first: [] };
const namesIn = (sample: Sample) => recognise({ ...NOTHING, ...sample }).map(({ name }) => name);

/** Enough waits, of which nothing is known yet. */
const EMPTY_POLICY = {
  n: 12,
  atOnce: 0,
  leftOut: 0,
  reset: { rule: "unseen" as const, uptimeMs: null },
  breaker: null,
  ci: { baseMs: null, factor: null, stepMs: null, capMs: null, fraction: null },
};

/** A connection that shows what the sample shows, and was closed so. */
function close(sample: Sample, code: number, reason = "") {
  const { url, open, handshake, probes = [], first = [] } = sample;
  return makeConnection({
    ...(url === undefined ? {} : { url }),
    open: open ?? true,
    ...(handshake ? { handshake: { responseHeaders: [...handshake.responseHeaders] } } : {}),
    first: first.map(({ body, direction }, seq) => ({
      seq,
      at: 0,
      direction,
      body: typeof body === "string" ? body : Uint8Array.from(body),
    })),
    probes: probes.map(({ headers, pages }) =>
      makeProbe({ headers: [...headers], pages: [...pages] }),
    ),
    close: { code, reason },
  });
}

const SIGNED = SERVICE_ROWS.filter(([, { signs = [] }]) => signs.length > 0);
const UNSIGNED = SERVICE_ROWS.filter(([, { signs = [] }]) => signs.length === 0);

describe("the table of services", () => {
  it.each(SIGNED)("recognises %s by each of its signs", (name, { signs = [] }) => {
    expect(SAMPLES[name]).toHaveLength(signs.length);
    for (const sample of SAMPLES[name]) expect(namesIn(sample)).toContain(name);
  });

  it.each(UNSIGNED)("knows %s by its numbers alone", (name, row) => {
    const { sizes = [], limits = [], schedules = [], ...rest } = row;
    expect(SAMPLES[name]).toEqual([]);
    // A size counts of servers, a limit of proxies that anybody may have.
    expect(row.is === "server" ? sizes : row.is === "proxy" ? limits : schedules).not.toEqual([]);
    expect(Object.keys(rest).sort()).toEqual(["is", "source"]);
  });

  const coded = SIGNED.filter(([, { codes = [] }]) => codes.length > 0);

  it.each(coded)("explains each code of %s as its own, however it is recognised", (name, row) => {
    for (const { code, name: codeName, meaning } of row.codes ?? []) {
      expect(meaning, `${code}`).not.toBe("");
      // A reason decides where one code stands for several things.
      const number = typeof code === "number" ? code : code[1];
      for (const sample of SAMPLES[name]) {
        const { service, isOwn } = explainClose(close(sample, number, codeName));
        expect([service, isOwn], `${number}`).toEqual([name, true]);
      }
      if (typeof code === "number") expect(explainCode(code, name, codeName).name).toBe(codeName);
    }
  });

  const decoded = SIGNED.filter(([, { decoder }]) => decoder !== undefined);

  it.each(decoded)("has the messages of %s read in its own way", (name, { decoder }) => {
    for (const sample of SAMPLES[name]) {
      expect(detectProtocol({ ...NOTHING, ...sample })).toBe(decoder);
    }
  });

  const limited = SERVICE_ROWS.flatMap(([name, { limits = [] }]) =>
    limits.map((limit) => [name, limit.kind, limit] as const),
  );

  it.each(limited)("finds the limit of %s on what is %s", (name, kind, limit) => {
    const fits = (known: KnownLimit) =>
      known.of === name && known.name === limit.name && known.seconds === limit.seconds;
    const shown = SAMPLES[name].length > 0 ? SAMPLES[name] : [{}];
    for (const sample of shown) {
      const [found] = rankLimits(close(sample, 1006), kind, fits);
      expect(found?.limit.seconds).toBe(limit.seconds);
      expect(found?.sign === null).toBe(SAMPLES[name].length === 0);
    }
  });

  const sized = SERVICE_ROWS.flatMap(([name, { sizes = [] }]) =>
    sizes.map((size) => [name, size] as const),
  );

  it.each(sized)("finds a limit of size of %s, by its signs or by the number", (name, size) => {
    const shown = SAMPLES[name].length > 0 ? SAMPLES[name] : [{}];
    for (const sample of shown) {
      expect(nearestLimit(size.bytes, close(sample, 1009))?.where).toBe(size.where);
    }
  });

  const scheduled = SERVICE_ROWS.flatMap(([, { schedules = [] }]) =>
    schedules.map((schedule) => [schedule.name, schedule] as const),
  );

  it.each(scheduled)("knows the schedule of %s where waits follow it", (name, schedule) => {
    const { kind, jitter, fraction = null } = schedule;
    const listed = schedule.kind === "listed" ? [...schedule.scheduleMs] : null;
    const rule = schedule.kind === "listed" ? null : schedule;
    const policy = {
      ...EMPTY_POLICY,
      kind,
      jitter: { kind: jitter, fraction },
      scheduleMs: listed,
      baseMs: rule?.baseMs[0] ?? null,
      factor: rule?.factor ?? null,
      stepMs: rule?.stepMs ?? null,
      capMs: rule?.capMs ?? null,
    };
    expect(matchLibraries(policy)).toContain(name);
  });

  const words = SERVICE_ROWS.flatMap(([name, { signals = [] }]) =>
    signals.map(({ value }) => [name, value] as const),
  );

  it.each(words)("is asked by a message of %s for what %s means", (name, value) => {
    const message = MESSAGES[`${name} ${value}`] ?? "";
    const [sample = {}] = SAMPLES[name];
    const first = [...(sample.first ?? []), { body: message, direction: "receive" as const }];
    const protocol = detectProtocol({ ...NOTHING, ...sample, first });
    const { farewell, error } = describeMessage(protocol, message, "receive");
    const said = farewell ? farewell.signal : (error?.code ?? error?.message ?? "");
    expect(said.split(": ")[0]).toBe(value);
    expect(farewell?.service ?? name).toBe(name);
    expect(explainSignal(name, value)?.meaning).not.toBe("");
  });

  it("has one meaning for each word of a service", () => {
    expect(new Set(words.map((row) => row.join(" "))).size).toBe(words.length);
    expect(Object.keys(MESSAGES).sort()).toEqual(words.map((row) => row.join(" ")).sort());
  });
});

describe("recognising", () => {
  it("names the surest first: what was agreed on, the address, what was said, what answered", () => {
    const everything: Traits = {
      url: "wss://a.herokuapp.com/socket.io/?EIO=4",
      protocols: ["graphql-ws", "mqtt"],
      open: { protocol: "mqtt" },
      first: [{ body: '{"jsonrpc":"2.0","id":1}', direction: "send" }],
      handshake: { responseHeaders: [{ name: "Server", value: "uvicorn" }] },
    };
    const [first, ...others] = recognise(everything).map(({ name }) => name);
    expect(first).toBe("mqtt");
    expect(others).toEqual(["heroku", "socket.io", "json-rpc", "uvicorn"]);
  });

  it("says by what: a header rather than the host, and of a header only what gives it away", () => {
    const headers = [{ name: "Set-Cookie", value: "ARRAffinity=secret; Path=/" }];
    const url = "wss://a.azurewebsites.net/";
    expect(recognise({ ...NOTHING, url })).toEqual([
      { name: "azure-app-service", by: "a.azurewebsites.net" },
    ]);
    expect(recognise({ ...NOTHING, url, handshake: { responseHeaders: headers } })).toEqual([
      { name: "azure-app-service", by: "Set-Cookie: ARRAffinity" },
    ]);
    expect(recognise({ ...NOTHING, protocols: ["v12.stomp"] })).toEqual([
      { name: "stomp", by: "speaks stomp" },
    ]);
  });

  it.each([
    ["gRPC's gateway", '{"code":5,"message":"Not Found","details":[]}'],
    ["a page of anybody's", "<html><title>Access denied | My site</title>"],
  ])("finds nobody in %s", (_, body) => {
    expect(recognisePage(body)).toEqual([]);
  });

  it("finds nobody in what is no address and in messages that only mention one", () => {
    expect(recognise({ ...NOTHING, url: "not a url ?EIO=4" })).toEqual([]);
    expect(namesIn({ first: [{ body: '{"a":{"jsonrpc":"2.0"}}', direction: "send" }] })).toEqual(
      [],
    );
    expect(namesIn({ first: [{ body: '{"jsonrpc":"2.0"', direction: "send" }] })).toEqual([
      "json-rpc",
    ]);
  });
});
