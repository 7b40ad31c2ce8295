/**
 * JUnit's XML as CI servers read it (Jenkins, GitLab, Azure, CircleCI): a suite a file, a test case
 * a finding, which fails where the exit code would be 1 for it.
 */

import { isoTime } from "../../words/iso-time.ts";
import { plain } from "../../words/safe-text.ts";
import type { Diagnosed } from "../diagnosed.ts";
import { type FailOn, isFailure } from "../fail-on.ts";
import type { Io } from "../io.ts";
import { sayResult, type Unread } from "../summary.ts";
import type { Output } from "./output.ts";
import { type Told, tellOnce, timesOf } from "./told.ts";

type Suite = { xml: string; tests: number; failures: number; errors: number };

export function createJunit(io: Io, failOn: FailOn): Output {
  const suites: Suite[] = [];
  return {
    add(read) {
      suites.push("error" in read ? unread(read) : suiteOf(read, failOn));
    },
    end() {
      const sum = (of: "tests" | "failures" | "errors") =>
        suites.reduce((total, suite) => total + suite[of], 0);
      const counts = { tests: sum("tests"), failures: sum("failures"), errors: sum("errors") };
      io.out(
        `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "stormglass", ...counts, time: 0 }, suites.map(({ xml }) => xml).join(""))}`,
      );
    },
  };
}

function unread({ path, error }: Unread): Suite {
  const failed = element("error", { message: error, type: "unreadable" }, "");
  const test = element("testcase", { classname: path, name: "is read", time: 0 }, failed);
  return suite(path, [test], 0, 1, null);
}

function suiteOf(diagnosed: Diagnosed, failOn: FailOn): Suite {
  const { path, nowMs } = diagnosed;
  const told = tellOnce(diagnosed);
  // A suite without tests is taken for one that did not run.
  const read = element(
    "testcase",
    { classname: path, name: `is read: ${sayResult(diagnosed)}`, time: 0 },
    "",
  );
  const cases = told.map((each) => testCase(path, each, isFailure(failOn, each.finding)));
  const failures = told.filter(({ finding }) => isFailure(failOn, finding)).length;
  return suite(path, [read, ...cases], failures, 0, nowMs);
}

function suite(
  path: string,
  cases: string[],
  failures: number,
  errors: number,
  nowMs: number | null,
): Suite {
  const tests = cases.length;
  const at = nowMs === null ? {} : { timestamp: timestamp(nowMs) };
  const attributes = { name: path, tests, failures, errors, skipped: 0, time: 0, ...at };
  return { xml: element("testsuite", attributes, cases.join("")), tests, failures, errors };
}

/** Readers of JUnit take no fractions and no zone. */
const timestamp = (ms: number): string => isoTime(ms).slice(0, 19);

function testCase(path: string, told: Told, fails: boolean): string {
  const { finding } = told;
  const name = `${finding.subject.url}: ${timesOf(told)}${finding.title}`;
  const body = wordsOf(told);
  const content = fails
    ? element("failure", { message: finding.title, type: finding.id }, escapeXml(body))
    : element("system-out", {}, escapeXml(body));
  return element("testcase", { classname: `${path}.${finding.id}`, name, time: 0 }, content);
}

const wordsOf = ({ finding }: Told): string =>
  [
    `${finding.severity}: ${finding.title} (${finding.id})`,
    finding.explanation,
    ...finding.causes.map((cause, i) => `${i + 1}. ${cause}`),
    ...finding.fixes.map(({ role, text }) => `${role}: ${text}`),
  ]
    .map(plain)
    .join("\n");

const element = (name: string, attributes: Record<string, string | number>, content: string) =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(plain(String(value)))}"`)
    .join("")}>${content}</${name}>\n`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML 1.0 cannot hold, `plain` has put into words before; the two that it leaves are no characters. */
const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replaceAll(/[\ufffe\uffff]/g, "?");
