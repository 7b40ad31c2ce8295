import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../src/analysis/finding.ts";
import { readHar } from "../../../src/har/read.ts";

/**
 * Faults that people reported in public, each with the cause that they established: rebuilt from the
 * facts, as a page hears them.
 */
type Report = {
  kind: string;
  /** Repository and number of the issue. */
  source: string;
  cause: string;
  connections: Told[];
  http?: {
    at: number;
    host?: string;
    path: string;
    method?: string;
    status?: number;
    error?: string;
  }[];
  /** Any of them explains the end of the last connection. */
  primary?: string[];
  /** Each of them is among the findings. */
  findings?: string[];
  /** Words of what is told of it, and words that would mislead. */
  says?: string[];
  not?: string[];
};
/** Times in seconds: `at` from the start of the session, those of messages from the handshake. */
type Told = {
  at?: number;
  url: string;
  status?: number;
  error?: string;
  headers?: Record<string, string>;
  protocols?: string;
  tookS?: number;
  openForS?: number;
  messages?: [number, "send" | "receive", string][];
  /** A message each way so often, until the end. */
  beatS?: number;
  code?: number | null;
  reason?: string;
};

const START_S = 1_772_359_200;
const iso = (s: number) => new Date((START_S + s) * 1000).toISOString();
/** Over the usual limit of 1 MiB. */
const BIG = "x".repeat(1_200_000);

function toEntry(told: Told) {
  const { at = 0, url, openForS, code, error, headers = {}, protocols, tookS = 0.03 } = told;
  const beats = told.beatS ?? Number.POSITIVE_INFINITY;
  const beatAt = Array.from(
    { length: Math.floor(Math.max(0, (openForS ?? 0) - 1) / beats) },
    (_, i) => (i + 1) * beats,
  );
  const messages = [
    ...(told.messages ?? []),
    ...beatAt.flatMap((s, i): [number, "send" | "receive", string][] => [
      [s, "send", `{"type":"note","n":${i},"text":"${"a".repeat(i % 7)}"}`],
      [s + 0.05, "receive", `{"type":"noted","n":${i}}`],
    ]),
  ].sort((a, b) => a[0] - b[0]);
  return {
    startedDateTime: iso(at),
    time: (openForS ?? tookS) * 1000,
    _resourceType: "websocket",
    request: {
      method: "GET",
      url,
      headers: protocols ? [{ name: "Sec-WebSocket-Protocol", value: protocols }] : [],
    },
    response: {
      status: told.status ?? (openForS === undefined ? 0 : 101),
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      ...(error === undefined ? {} : { _error: error }),
    },
    timings: { send: 0, wait: tookS * 1000 },
    ...(typeof code === "number"
      ? {
          _webSocketClose: {
            code,
            reason: told.reason ?? "",
            timestamp: START_S + at + (openForS ?? 0),
          },
        }
      : {}),
    _webSocketMessages: messages.map(([s, type, data]) => ({
      type,
      time: START_S + at + s,
      opcode: 1,
      data: data === "BIG" ? BIG : data,
    })),
    ...(openForS === undefined ? { _error: true } : {}),
  };
}

const toHttp = (http: NonNullable<Report["http"]>[number]) => ({
  startedDateTime: iso(http.at),
  time: 40,
  request: {
    method: http.method ?? "GET",
    url: `https://${http.host ?? "ipy.example.test"}${http.path}`,
    headers: [],
  },
  response: { status: http.status ?? 0, _error: http.error ?? null, headers: [] },
});

function findingsOf({ connections, http = [] }: Report): Finding[] {
  const entries = [...connections.map(toEntry), ...http.map(toHttp)];
  const { session, nowMs } = readHar(
    JSON.stringify({ log: { creator: { name: "a page" }, entries } }),
  );
  // Other tools do not know whose a close was; the page that reported it did.
  for (const { end } of session.connections.values()) if (end?.code) end.by = "close";
  return diagnose(session, nowMs + 30_000).findings;
}

const wordsOf = (findings: Finding[]): string =>
  JSON.stringify(
    findings.map(({ title, explanation, causes, fixes, evidence }) => [
      title,
      explanation,
      causes,
      fixes,
      evidence,
    ]),
  );

const folder = new URL("field/", import.meta.url);

for (const file of readdirSync(folder)) {
  const reports: Report[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  describe(file.replace(".json", ""), () => {
    it.each(reports)("$kind ($source)", (report) => {
      const findings = findingsOf(report);
      const primaries = findings.filter(({ primary }) => primary);
      const [last] = primaries;
      if (report.primary) expect(report.primary).toContain(last?.id);
      const ids = findings.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(report.findings ?? []));
      const all = wordsOf(findings);
      for (const word of report.says ?? []) expect(all).toContain(word);
      const first = wordsOf(primaries.slice(0, 1));
      for (const word of report.not ?? []) expect(first).not.toContain(word);
    });
  });
}
