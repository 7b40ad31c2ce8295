/** A secret in every text of a session: none of them reaches anything that leaves the browser. */
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { diagnoseText } from "../../../../src/cli/diagnosed.ts";
import { writeTextReport } from "../../../../src/cli/text-report.ts";
import { writeMaskedReport } from "../../../../src/har/mask/masked-report.ts";
import type { Masking } from "../../../../src/har/mask/masking.ts";
import { writeHar, writeHarParts } from "../../../../src/har/write.ts";
import { type CodeKind, copyAsCode } from "../../../../src/panel/copy/copy-as-code.ts";
import type { Session } from "../../../../src/session/session.ts";
import { make } from "../../secrets/corpus/make.ts";
import { makeFullSession, START } from "../full-session.ts";

/** Words of a fixed list, which hold nothing else. */
const FIXED = /^(?:state|by|direction|kind|mode|why|what|outcome|pageStopped)$/;

/** `plants`: what is put behind a text. */
function plantIn<T>(value: T, plant: (name: string) => string, name = ""): T {
  const within = (item: unknown, key: string) => plantIn(item, plant, key);
  if (typeof value === "string") return (FIXED.test(name) ? value : value + plant(name)) as T;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) {
    const bytes = [...value, 0, ...Buffer.from(plant(name))];
    return Uint8Array.from(bytes) as T;
  }
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [within(key, "id"), within(item, "")])) as T;
  }
  if (Array.isArray(value)) return value.map((item) => within(item, name)) as T;
  const entries = Object.entries(value).map(([key, item]) => [key, within(item, key)]);
  return Object.fromEntries(entries) as T;
}

const full = makeFullSession();

describe.each([
  ["a named secret", () => make(12), (secret: string) => ` password=${secret}`],
  ["a key with a shape", () => make(36), (secret: string) => ` ghp_${secret}`],
  ["a token in an address", () => make(20), (secret: string) => ` wss://x.test/?token=${secret}`],
])("%s in every text of a session", (_, makeSecret, write) => {
  const secrets: string[] = [];
  const plant = () => {
    const secret = makeSecret();
    secrets.push(secret);
    return write(secret);
  };
  const session: Session = plantIn(full.session, plant);
  const rows = plantIn(full.rows, plant);
  const nowMs = START + 60_000;
  const options = {
    session,
    rowsOf: () => rows,
    report: diagnose(session, nowMs),
    creatorVersion: "1",
    exportedAt: nowMs,
  };
  const leakedIn = (text: string) => secrets.filter((secret) => text.includes(secret));

  it("is in the file that is not masked", () => {
    expect(
      leakedIn(JSON.stringify(writeHar({ ...options, masked: false }))).length,
    ).toBeGreaterThan(50);
  });

  it("is in no masked file, and not in its report", async () => {
    const har = writeHar({ ...options, masked: true });
    const texts = JSON.stringify(har).replaceAll(/"base64":"([^"]+)"/g, (_all, base64: string) =>
      Buffer.from(base64, "base64").toString("latin1"),
    );
    const decoded = har.log.entries.flatMap(({ _webSocketMessages }) =>
      _webSocketMessages.map(({ data }) => Buffer.from(data, "base64").toString("latin1")),
    );
    expect(leakedIn(texts + decoded.join("\n"))).toEqual([]);
    let parts = "";
    for await (const part of writeHarParts({ ...options, masked: true })) parts += part;
    expect(leakedIn(parts)).toEqual([]);
  });

  it("is in no report: Markdown, text of the command line, JSON", () => {
    const parts = { session, name: `a.har${plant()}`, notes: [`note${plant()}`], nowMs };
    expect(leakedIn(writeMaskedReport(parts))).toEqual([]);
    const file = JSON.stringify(writeHar({ ...options, masked: false }));
    const diagnosed = diagnoseText("a.har", file);
    const said = writeTextReport(diagnosed, { colour: false, columns: 80 });
    expect(said.length).toBeGreaterThan(200);
    expect(leakedIn(said)).toEqual([]);
    expect(leakedIn(JSON.stringify([diagnosed.report, diagnosed.notes]))).toEqual([]);
  });

  it.each<CodeKind>(["javascript", "websocat", "wscat", "curl"])("is in no %s", (kind) => {
    for (const connection of session.connections.values()) {
      const url = `wss://x.test/${write(makeSecret()).trim()}`;
      for (const { body } of [...connection.first, ...connection.last]) {
        const code = copyAsCode(
          kind,
          { ...connection, url: connection.url },
          { body, isCut: false },
          false,
        );
        expect(leakedIn(code)).toEqual([]);
      }
      expect(leakedIn(copyAsCode(kind, { ...connection, url }, null, false))).toEqual([]);
    }
  });
});

/** Checked by the compiler, like the session's own. */
type Known = { id: string; count: number; state: "on" | "off" };
type Grown = Known & { comment: string };
type Allows<M, T> = M extends Masking<T> ? true : false;
const allowsKnown: Allows<{ id: "kept" }, Known> = true;
const allowsGrown: Allows<{ id: "kept" }, Grown> = false;

it("does not compile with a text that nobody said anything of", () => {
  expect([allowsKnown, allowsGrown]).toEqual([true, false]);
});
