import { expect } from "vitest";
import type { FindingId, Report } from "../../../src/analysis/finding.ts";
import type { HarEntry } from "../../../src/har/session-file.ts";
import {
  type PanelFacts,
  readOrdinals,
  readSelected,
  selectConnection,
} from "../../harness/panel-facts.ts";
import { waitFor } from "../../harness/wait-for.ts";
import type { Stage } from "./stage.ts";

export type Expected = {
  primary: FindingId;
  /** Null where the page never gets a close event. */
  code: number | null;
  reason: string;
  wasClean: boolean | null;
  /** What the panel's text must say. */
  panel: RegExp;
};

/** How a connection ended, whoever tells it. */
type Told = Omit<Expected, "panel" | "primary"> & { primary: string | null; title: string };

/** Panel, exported file and command line say the same of each connection in the list, and that is true. */
export async function expectAgreement(stage: Stage, truths: Expected[]): Promise<void> {
  const ordinals = await waitFor(`${truths.length} connections in the panel`, async () => {
    const listed = await readOrdinals(stage.panel);
    return listed.length === truths.length && listed;
  });
  const panel: Told[] = [];
  for (const [at, ordinal] of ordinals.entries()) {
    panel.push(await readFromPanel(stage, ordinal, truths[at] as Expected));
  }
  const { har, diagnosis } = await stage.exportSession();
  const inFile = har.log._stormglass.report as Report;
  const entries = ordinals.map((ordinal) =>
    har.log.entries.find((entry) => entry._stormglass.connection.ordinal === ordinal),
  );
  expect(entries.map((entry) => entry && readFromFile(entry, inFile))).toEqual(panel);
  expect(entries.map((entry) => entry && closeRows(entry))).toEqual(truths.map(expectedRows));
  expect(ordinals.map((ordinal) => readFromReport(diagnosis, ordinal))).toEqual(panel);
}

/** Waits until the panel tells the truth; what it says instead is in the error. */
async function readFromPanel(stage: Stage, ordinal: number, truth: Expected): Promise<Told> {
  const { primary, code, reason, wasClean } = truth;
  await selectConnection(stage.panel, ordinal);
  let facts: PanelFacts | null = null;
  const read = async () => {
    facts = await readSelected(stage.panel);
    return { ...toldBy(facts), text: facts.text };
  };
  await expect
    .poll(read)
    .toMatchObject({ primary, code, reason, wasClean, text: expect.stringMatching(truth.panel) });
  return toldBy(facts as unknown as PanelFacts);
}

function toldBy({ findingId, title, received }: PanelFacts): Told {
  const told = /^(\d+) (?:“(.*)”|without a reason) \((clean|not clean)\)$/s.exec(received);
  return {
    primary: findingId,
    title,
    code: told ? Number(told[1]) : null,
    reason: told?.[2] ?? "",
    wasClean: told ? told[3] === "clean" : null,
  };
}

function readFromFile({ _webSocketClose, _stormglass }: HarEntry, report: Report): Told {
  const { id, end } = _stormglass.connection;
  return {
    ...explanationOf(report, id),
    code: _webSocketClose?.code ?? null,
    reason: _webSocketClose?.reason ?? "missing",
    wasClean: end?.wasClean ?? null,
  };
}

function readFromReport(report: Pick<Report, "connections" | "findings">, ordinal: number) {
  const connection = report.connections.find((candidate) => candidate.ordinal === ordinal);
  if (!connection) return "not in the report";
  const { id, primary, closeCode, reason, wasClean } = connection;
  return { ...explanationOf(report, id), primary, code: closeCode, reason, wasClean };
}

function explanationOf({ findings }: Pick<Report, "findings">, connectionId: string) {
  const primary = findings.find((item) => item.primary && item.subject.id === connectionId);
  return { primary: primary?.id ?? null, title: primary?.title ?? "" };
}

const closeRows = ({ _webSocketMessages }: HarEntry): string[] =>
  _webSocketMessages.filter(({ opcode }) => opcode === 8).map(({ data }) => data);

/** In words where the code stands for a close frame that said nothing or never came. */
function expectedRows({ code, reason }: Expected): unknown[] {
  if (code === null) return [];
  if (code === 1005 || code === 1006) return [expect.stringMatching(`^${code} \\(`)];
  return [`${code} ${reason}`];
}
