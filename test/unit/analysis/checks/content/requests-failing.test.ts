import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import { hashOfBody, shapeOfBody } from "../../../../../src/protocol/measure-body.ts";
import { ROW_SEND } from "../../../../../src/protocol/rows.ts";
import { foldMessage } from "../../../../../src/session/fold.ts";
import { makeConnection, makeSession, T0 } from "../../../../builders.ts";

type Said = ["out" | "in", object, number?];

/** What was said on an open connection, each a second after the one before, and what is found of it. */
function findingsOf(said: Said[], close?: { code: number }, afterMs = 1_000) {
  const connection = makeConnection({ open: true });
  let at = T0 + 100;
  for (const [seq, [way, value, waitMs = 1_000]] of said.entries()) {
    const body = JSON.stringify(value);
    at += waitMs;
    foldMessage(connection, {
      seq,
      at,
      flags: way === "out" ? ROW_SEND : 0,
      shape: shapeOfBody(body),
      hash: hashOfBody(body),
      sizeBytes: body.length,
      bufferedBytes: 0,
      body,
    });
    connection.last.push({ seq, at, direction: way === "out" ? "send" : "receive", body });
    if (connection.last.length > 8) connection.last.shift();
  }
  if (close) {
    connection.state = "closed";
    connection.end = {
      at: at + 10,
      by: "close",
      reason: "",
      wasClean: close.code !== 1006,
      ...close,
    };
  }
  return diagnose(makeSession({ connections: [connection] }), at + afterMs).findings;
}

const asks: Said = ["out", { type: "response.create" }];
const times = (n: number, ...said: Said[]): Said[] => Array<Said[]>(n).fill(said).flat();

describe("requests-failing", () => {
  it.each<[string, string, object]>([
    [
      "OpenRouter",
      "upstream",
      {
        error: {
          code: 502,
          message: "Provider returned error",
          metadata: { provider_name: "Cirrus", raw: '{"error":{"message":"boom"}}' },
        },
      },
    ],
    [
      "OpenAI",
      "rate",
      {
        type: "error",
        error: { type: "requests", code: "rate_limit_exceeded", message: "Rate limit reached" },
      },
    ],
    [
      "Anthropic",
      "upstream",
      {
        type: "error",
        error: { type: "overloaded_error", message: "Overloaded" },
      },
    ],
    [
      "Gemini",
      "quota",
      {
        error: {
          code: 429,
          status: "RESOURCE_EXHAUSTED",
          message: "You exceeded your current quota",
        },
      },
    ],
    [
      "a unified gateway",
      "credentials",
      {
        success: false,
        code: 401,
        message: "Invalid API key",
      },
    ],
  ])("knows the errors of %s as %s", (_, variant, error) => {
    const finding = findingsOf(times(4, asks, ["in", error])).find(
      ({ id }) => id === "requests-failing",
    );
    expect(finding).toMatchObject({ variant, severity: "error", until: null });
    expect(finding?.title).toContain("4 of the last 4");
  });

  it("names the provider and its own words", () => {
    const error = {
      error: {
        message: "Provider returned error",
        metadata: { provider_name: "Cirrus", raw: "boom" },
      },
    };
    const [finding] = findingsOf(times(3, asks, ["in", error]));
    expect(finding?.explanation).toContain("Cirrus");
    expect(finding?.explanation).toContain("“boom”");
  });

  it.each<[string, Said[]]>([
    ["two errors", times(2, asks, ["in", { error: { message: "boom" } }])],
    [
      "errors now and then",
      times(4, asks, ["in", { error: { message: "boom" } }], asks, ["in", { result: 1 }]),
    ],
    [
      "errors that are over",
      [...times(4, asks, ["in", { error: { message: "x" } }]), asks, ["in", { result: 1 }]],
    ],
    ["what the server reports unasked", times(6, ["in", { type: "error", message: "disk full" }])],
    ["an error of null", times(6, asks, ["in", { error: null, data: 1 }])],
  ])("is none with %s", (_, said) => {
    expect(findingsOf(said).map(({ id }) => id)).not.toContain("requests-failing");
  });
});

describe("answers in pieces", () => {
  const piece: Said = ["in", { type: "response.output_text.delta", delta: "x" }, 100];
  const done: Said = ["in", { type: "response.done", response: { status: "completed" } }, 100];
  const variants = (...given: Parameters<typeof findingsOf>) =>
    findingsOf(...given).map(({ variant }) => variant);

  it("are stuck where neither the next piece nor the end comes", () => {
    expect(variants([asks, ...times(5, piece)], undefined, 16_000)).toContain("stalled");
    expect(variants([asks, ...times(5, piece)], undefined, 9_000)).not.toContain("stalled");
    expect(variants([asks, ...times(5, piece), done], undefined, 60_000)).not.toContain("stalled");
  });

  it("are broken off by an end that is none of the page's, and no goodbye", () => {
    expect(variants([asks, ...times(5, piece)], { code: 1006 })).toContain("broken-off");
    expect(variants([asks, ...times(5, piece)], { code: 1000 })).not.toContain("broken-off");
    expect(variants([asks, ...times(5, piece), done], { code: 1006 })).not.toContain("broken-off");
  });

  it("begin late, pause, are cut short, and say how much is left", () => {
    const late: Said = [piece[0], piece[1], 12_000];
    expect(variants([asks, late, piece, done])).toContain("first-piece");
    expect(variants([asks, piece, piece, [piece[0], piece[1], 9_000], done])).toContain("pause");
    const details = (reason: string) => ({ status: "incomplete", status_details: { reason } });
    const short = (reason: string): Said => [
      "in",
      { type: "response.done", response: details(reason) },
    ];
    expect(variants([asks, piece, short("max_output_tokens")])).toContain("truncated");
    expect(variants([asks, piece, short("content_filter")])).toContain("filtered");
    const limits = (remaining: number): Said => [
      "in",
      {
        type: "rate_limits.updated",
        rate_limits: [{ name: "tokens", limit: 100, remaining, reset_seconds: 60 }],
      },
    ];
    expect(variants([limits(5)])).toContain("nearly");
    expect(variants([limits(50)])).not.toContain("nearly");
  });

  it("may come from another model, but a date is none", () => {
    const create: Said = ["out", { type: "response.create", model: "openai/gpt-5" }];
    const by = (model: string): Said => ["in", { type: "response.created", response: { model } }];
    expect(variants([create, by("gpt-5-2026-03-01")])).not.toContain("other-model");
    expect(variants([create, by("gpt-4o-mini")])).toContain("other-model");
    const camera: Said[] = [
      ["out", { type: "pair", model: "A100" }],
      ["in", { type: "seen", model: "B200" }],
    ];
    expect(variants(camera)).not.toContain("other-model");
  });

  it.each<[string, object, object]>([
    ["BitMEX", { op: "subscribe", args: ["trade"] }, { table: "trade", action: "partial" }],
    ["Bybit", { op: "subscribe", args: ["book"] }, { topic: "book", type: "delta", data: {} }],
  ])("are none where they were subscribed to, as at %s", (_, subscribe, delta) => {
    const said: Said[] = [["out", subscribe], ...times(9, ["in", delta]), ["out", { op: "ping" }]];
    expect(variants([...said, ["in", delta]], undefined, 60_000)).toEqual([]);
    expect(variants([...said, ["in", delta]], { code: 1006 })).not.toContain("broken-off");
  });

  it("are not stuck while the other side speaks on", () => {
    const other: Said = ["in", { type: "presence" }, 20_000];
    expect(variants([asks, ...times(5, piece), other], undefined, 16_000)).not.toContain("stalled");
  });
});
