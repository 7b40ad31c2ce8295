import { findNumbers } from "../analysis/numbers/numbers.ts";
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { writeSafeJson } from "../words/safe-text.ts";
import type { FailOn } from "./fail-on.ts";
import type { Format } from "./formats/format.ts";
import { createGithub } from "./formats/github.ts";
import { createJunit } from "./formats/junit.ts";
import type { Output } from "./formats/output.ts";
import { createSarif } from "./formats/sarif.ts";
import type { Io } from "./io.ts";
import { writeLogs } from "./logs/write-logs.ts";
import { writeMarkdownSummary } from "./markdown-summary.ts";
import { writeSummary } from "./summary.ts";
import { writeTextReport } from "./text-report.ts";

export type Wanted = {
  /** In text, also the connections that outages tell of already. */
  all: boolean;
  failOn: FailOn;
};

export const OUTPUTS: Record<Format, (io: Io, wanted: Wanted) => Output> = {
  text: (io, { all }) => createText(io, all),
  json: createJson,
  markdown: createMarkdown,
  github: createGithub,
  junit: (io, { failOn }) => createJunit(io, failOn),
  sarif: createSarif,
};

/** What a person reads in a terminal appears file by file; its summary then stands last. */
function createText(io: Io, all: boolean): Output {
  let count = 0;
  return {
    add(read) {
      const before = count++ === 0 ? "" : "\n";
      if (!("error" in read)) io.out(before + writeTextReport(read, { ...io, all }));
    },
    end(results) {
      if (results.length > 1) io.out(`\n${writeSummary(results)}`);
    },
  };
}

/** One file gives its report; several give a list, in which each names its file. */
function createJson(io: Io): Output {
  const reports: object[] = [];
  return {
    add(read) {
      if ("error" in read) {
        reports.push({ file: read.path, error: read.error });
      } else {
        const { path, report, checklist, notes, logs } = read;
        const beside = logs ? { logs: writeLogs(logs) } : {};
        const numbers = findNumbers(read);
        reports.push({ file: path, ...report, numbers, checklist, notes, ...beside });
      }
    },
    end() {
      const [only, ...others] = reports;
      if (others.length === 0 && only && "error" in only) return;
      io.out(`${writeSafeJson(others.length === 0 ? only : { files: reports })}\n`);
    },
  };
}

function createMarkdown(io: Io): Output {
  const reports: string[] = [];
  return {
    add(read) {
      if (!("error" in read))
        reports.push(
          writeMarkdownReport({ ...read, name: read.path, beside: read.logs?.told ?? [] }),
        );
    },
    end(results) {
      const blocks = results.length > 1 ? [writeMarkdownSummary(results), ...reports] : reports;
      for (const [i, block] of blocks.entries()) io.out(i === 0 ? block : `\n${block}`);
    },
  };
}
