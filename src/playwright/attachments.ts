/** What a test's result gets: the session as a file, and the report for people. */
import type { TestInfo } from "@playwright/test";
import packageJson from "../../package.json" with { type: "json" };
import { fillChecklist } from "../analysis/checklist/checklist.ts";
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { writeMaskedReport } from "../har/mask/masked-report.ts";
import { writeHarParts } from "../har/write.ts";
import { countOf } from "../words/words.ts";
import { type JudgedPage, judgePage } from "./judged-page.ts";
import type { PageRecord } from "./page-record.ts";

export async function attachPage(
  testInfo: Pick<TestInfo, "attach" | "title" | "outputPath">,
  record: PageRecord,
  { number, masked }: { number: number; masked: boolean },
): Promise<void> {
  const judged = judgePage(record);
  const suffix = number === 1 ? "" : `-${number}`;
  await testInfo.attach(`stormglass-report${suffix}.md`, {
    body: writeReport(record, judged, testInfo.title, masked),
    contentType: "text/markdown",
  });
  await testInfo.attach(`stormglass-session${suffix}.har`, {
    body: await writeSession(record, judged, masked),
    contentType: "application/json",
  });
}

async function writeSession(
  { session, rows }: PageRecord,
  { report, nowMs }: JudgedPage,
  masked: boolean,
): Promise<string> {
  const parts: string[] = [];
  const written = writeHarParts({
    ...{ session, report, masked, exportedAt: nowMs, creatorVersion: packageJson.version },
    rowsOf: (id) => rows.get(id) ?? [],
  });
  for await (const part of written) parts.push(part);
  return parts.join("");
}

function writeReport(
  { session, mocked, doubtful }: PageRecord,
  { report, nowMs }: JudgedPage,
  name: string,
  masked: boolean,
): string {
  const notes = [...describeMocks(mocked), ...describeDoubtful(doubtful)];
  if (masked) return writeMaskedReport({ session, name, notes, nowMs });
  const checklist = fillChecklist(session, report);
  return writeMarkdownReport({ session, report, nowMs, name, checklist, notes });
}

export function describeMocks(mocked: readonly string[]): string[] {
  if (mocked.length === 0) return [];
  const places = new Set(mocked.map(placeOf));
  return [
    `${countOf(mocked.length, "socket")} ${mocked.length === 1 ? "was" : "were"} answered by routeWebSocket and never reached a server (${[...places].slice(0, 3).join(", ")}${places.size > 3 ? ", …" : ""}): nothing of ${mocked.length === 1 ? "it" : "them"} is judged.`,
  ];
}

export function describeDoubtful(doubtful: readonly string[]): string[] {
  if (doubtful.length === 0) return [];
  const places = new Set(doubtful.map(placeOf));
  const one = doubtful.length === 1;
  return [
    `The browser told of ${countOf(doubtful.length, "socket")} of which nobody can say whether a script of the page or a worker opened ${one ? "it" : "them"} (${[...places].slice(0, 3).join(", ")}${places.size > 3 ? ", …" : ""}): ${one ? "it is" : "they are"} not counted, and not judged.`,
  ];
}

/** Without its query, in which secrets stand. */
const placeOf = (url: string): string => url.replace(/[?#].*$/s, "").slice(0, 200);
