import Ajv from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Severity } from "../../../../src/analysis/finding.ts";
import { diagnoseMasked, maskFile } from "../../../../src/cli/diagnosed.ts";
import { parseFailOn } from "../../../../src/cli/fail-on.ts";
import type { Format } from "../../../../src/cli/formats/format.ts";
import { OUTPUTS } from "../../../../src/cli/outputs.ts";
import type { Result, Unread } from "../../../../src/cli/summary.ts";
import type { Connection } from "../../../../src/session/session.ts";
import schema from "../../../fixtures/sarif-2.1.0.schema.json" with { type: "json" };
import { makeConnection, makeSession, START } from "../../har/full-session.ts";

const HOSTILE = '100%, a:b\n::error::<x a="\'">&]]>\u0007\u{1f600}';
const open = { at: START + 20, protocol: "", extensions: "" };
const ended = (code: number, reason = ""): Partial<Connection> => ({
  state: "closed",
  open,
  end: { at: START + 5_000, by: "close", code, reason, wasClean: true },
});

const diagnosed = (path: string, ...connections: Partial<Connection>[]) =>
  diagnoseMasked(path, {
    ...maskFile({
      session: makeSession(
        ...connections.map((each, i) =>
          makeConnection({ id: `doc-${i}`, ordinal: i + 1, ...each }),
        ),
      ),
      nowMs: START + 10_000,
      notes: [],
      masked: null,
      serverLogs: null,
      rows: new Map(),
      origin: { creator: "", version: "", ours: true },
    }),
  });

const FILES = [
  diagnosed("a/too big,100%.har", ended(1009, HOSTILE), ended(1009, HOSTILE), ended(4000, HOSTILE)),
  diagnosed("fine.har", { state: "open", open }),
];
const UNREAD: Unread = { path: "damaged\u0007.har", error: `log is not an object: ${HOSTILE}` };

function write(format: Format, files: (Unread | (typeof FILES)[number])[], level = "error") {
  let text = "";
  const out = (more: string) => {
    text += more;
  };
  const output = OUTPUTS[format](
    { out, err: out, colour: false, columns: 80 },
    { all: false, failOn: parseFailOn(level) },
  );
  for (const file of files) output.add(file);
  const results: Result[] = files.map((file) =>
    "error" in file ? file : { path: file.path, report: file.report },
  );
  output.end(results);
  return text;
}

const severities = (): Severity[] =>
  FILES.flatMap(({ report }) => report.findings.map((f) => f.severity));

describe("annotations of GitHub", () => {
  it("are one line each, of the level that the finding has, and escaped as the runner unescapes", () => {
    const lines = write("github", [...FILES, UNREAD])
      .trimEnd()
      .split("\n");
    const commands = lines.filter((line) => line.startsWith("::"));
    const [first = ""] = commands;
    expect(first).toMatch(/^::error file=a\/too big%2C100%25\.har,title=2 times%3A .+::.+%0A/);
    for (const line of commands)
      expect(line).toMatch(/^::(error|warning|notice) file=[^:,]+,title=[^:,]+::[^\r]+$/);
    expect(commands.filter((line) => line.startsWith("::error file=damaged"))).toHaveLength(1);
    for (const line of lines) if (!line.startsWith("::")) expect(line).toMatch(/^Stormglass: /);
    expect(lines).toContain("Stormglass: fine.har: 1 connection: nothing to report");
    expect(severities()).toContain("error");
  });
});

describe("JUnit's XML", () => {
  it("counts what it holds, and is text wherever a stranger's words are", () => {
    const xml = write("junit", [...FILES, UNREAD]);
    const failures = xml.match(/<failure /g)?.length ?? 0;
    expect(failures).toBeGreaterThan(0);
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="stormglass" /,
    );
    expect(xml).toContain(`failures="${failures}" errors="1"`);
    expect(xml.match(/<testcase /g)).toHaveLength(
      Number(/<testsuites [^>]*tests="(\d+)"/.exec(xml)?.[1]),
    );
    expect(xml).not.toContain("<x a=");
    expect(wellFormed(xml)).toBe(true);
    // What XML cannot hold in any way.
    expect(xml).not.toMatch(/[^\n\P{Cc}]/u);
  });

  it("fails what the exit code fails on", () => {
    expect(write("junit", FILES, "no-backoff")).not.toContain("<failure");
    expect(write("junit", FILES, "warning").match(/<failure /g)?.length).toBeGreaterThan(1);
  });
});

/** Each element is closed where it was opened, and nothing else stands in angle brackets. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = ""] of xml.matchAll(/<(\/?)(\w+)(?: \w+="[^"<]*")*>/g)) {
    if (!slash) open.push(name);
    else if (open.pop() !== name) return false;
  }
  const rest = xml.replace(/^<\?xml[^>]*>/, "").replaceAll(/<\/?\w+(?: \w+="[^"<]*")*>/g, "");
  return open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;|quot;|apos;)/.test(rest);
}

describe("SARIF", () => {
  const { id: _, $schema: _s, ...rules } = schema;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const isValid = ajv.compile(rules);

  it.each([
    ["files with findings", FILES],
    ["a file that could not be read", [UNREAD]],
    ["nothing", []],
  ])("of %s is valid against its schema", (_name, files) => {
    const log = JSON.parse(write("sarif", files));
    isValid(log);
    expect(isValid.errors ?? []).toEqual([]);
    expect(log.runs[0].invocations[0].executionSuccessful).toBe(
      !files.some((file) => "error" in file),
    );
  });

  it("names the rule of each result, and says once what happened twice", () => {
    const [run] = JSON.parse(write("sarif", FILES)).runs;
    const ids: string[] = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const { ruleId } of run.results) expect(ids).toContain(ruleId);
    const big = run.results.filter(
      ({ ruleId }: { ruleId: string }) => ruleId === "message-too-big",
    );
    expect(big).toMatchObject([{ level: "error", occurrenceCount: 2 }]);
    expect(big[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "a/too%20big%2C100%25.har",
    );
  });
});
