import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { writeSafeJson } from "../words/safe-text.ts";
import type { Diagnosed } from "./diagnosed.ts";
import { writeMarkdownSummary } from "./markdown-summary.ts";
import type { Format } from "./options.ts";
import { type Result, type Unread, writeSummary } from "./summary.ts";
import { writeTextReport } from "./text-report.ts";

export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  colour: boolean;
  columns: number;
};

/** Takes one file after the other; of many large ones no more is held than what is printed. */
type Output = {
  add(read: Diagnosed | Unread): void;
  end(results: readonly Result[]): void;
};

export const OUTPUTS: Record<Format, (io: Io, all: boolean) => Output> = {
  text: createText,
  json: createJson,
  markdown: createMarkdown,
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
        const { path, report, checklist, notes } = read;
        reports.push({ file: path, ...report, checklist, notes });
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
      if (!("error" in read)) reports.push(writeMarkdownReport({ ...read, name: read.path }));
    },
    end(results) {
      const blocks = results.length > 1 ? [writeMarkdownSummary(results), ...reports] : reports;
      for (const [i, block] of blocks.entries()) io.out(i === 0 ? block : `\n${block}`);
    },
  };
}
