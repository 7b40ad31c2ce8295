import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { diagnoseInSteps } from "../../../../src/analysis/diagnose.ts";
import { groupIncidents } from "../../../../src/analysis/incidents.ts";
import type { ExportOrder } from "../../../../src/panel/files/export-wishes.ts";
import type { ReportPart } from "../../../../src/panel/files/report/write-report.ts";
import { createFilterLanguage } from "../../../../src/panel/filter/filter-language.ts";
import { findingMenu, incidentMenu } from "../../../../src/panel/menus/incident-menu.ts";
import { rowMenu } from "../../../../src/panel/menus/row-menu.ts";
import { createSelectActions } from "../../../../src/panel/model/actions/select-actions.ts";
import { connectionAt } from "../../../../src/panel/model/connection-at.ts";
import { createModel } from "../../../../src/panel/model/model.ts";
import type { MenuItems } from "../../../../src/panel/ui/menus/context-menu.ts";
import type { Span } from "../../../../src/panel/ui/span.ts";
import { takeBack, undoable } from "../../../../src/panel/ui/undo.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NOW = T0 + 60_000;

const lost = makeConnection({ close: { code: 1006 } });
const other = makeConnection({ url: "wss://feed.example.com/v1", open: true });

function panelOn(connections = [lost, other]) {
  const model = createModel(() => NOW);
  model.filter.language.value = createFilterLanguage();
  model.diagnose.value = diagnoseInSteps;
  model.live.value = makeSession({ connections });
  vi.advanceTimersByTime(1_000);
  const copied: unknown[] = [];
  const actions = {
    ...createSelectActions(model),
    copy: async (text: string) => void copied.push(text),
    copyPart: async (part: ReportPart) => void copied.push(part),
    exportSession: async ({ part }: ExportOrder) => void copied.push(part),
    showOnTimeline: (span: Span) => {
      model.soughtTime.value = span;
    },
  };
  return { model, actions, copied };
}

const labels = (menu: MenuItems) => menu.flat().map(({ label }) => label);
const run = (menu: MenuItems, wanted: string) => {
  const item = menu.flat().find(({ label }) => label === wanted);
  expect(item, wanted).toBeDefined();
  item?.run();
};

describe("an incident's menu", () => {
  it("leads to why, to the messages of its moment and to the timeline, copies, and filters by endpoint and code", () => {
    const { model, actions, copied } = panelOn();
    const report = model.report.value;
    const [incident] = groupIncidents(report?.findings ?? [], report?.outages ?? []);
    if (!incident) throw new Error("no incident");
    const menu = incidentMenu(incident, model, actions);
    expect(labels(menu)).toEqual(
      expect.arrayContaining([
        "Show why, and what to do",
        "Copy",
        "Copy as Markdown",
        "Show only its time",
        "Hide this endpoint",
        "Show close code 1006 only",
      ]),
    );
    run(menu, "Copy");
    run(menu, "Copy as Markdown");
    expect(copied).toEqual([
      [incident.outage?.title, incident.lead.title].filter(Boolean).join("\n"),
      { kind: "incident", id: incident.id },
    ]);
    run(menu, "Show messages at this moment");
    expect(model.selection.value).toMatchObject({ kind: "connection", id: lost.id });
    expect(model.tab.value).toBe("messages");
    run(menu, "Show on the timeline");
    expect(model.soughtTime.value?.from).toBe(incident.since);
  });

  it("says of the page nothing that is an endpoint's", () => {
    const { model, actions } = panelOn();
    const [finding] = model.report.value?.findings ?? [];
    if (!finding) throw new Error("no finding");
    const ofPage = {
      ...finding,
      subject: { kind: "page" as const, id: "page", url: "https://a.example/" },
    };
    const told = labels(findingMenu(ofPage, model, actions));
    expect(told).toContain("Copy as Markdown");
    expect(told.filter((label) => /endpoint|messages/.test(label))).toEqual([]);
  });
});

describe("a connection's menu", () => {
  it("exports the connection alone, whatever else is chosen", () => {
    const { model, actions, copied } = panelOn();
    const row = { kind: "connection", connection: lost, level: 2, position: 1, size: 1 } as const;
    run(rowMenu(row, model, actions), "Export this connection only");
    expect(copied).toEqual([{ kind: "connections", ids: [lost.id] }]);
  });
});

describe("a filter that a menu chose", () => {
  it("is told, and taken back with what it replaced", () => {
    const { model, actions } = panelOn();
    model.filter.text.value = "state:closed";
    const [row] = [
      { kind: "connection", connection: lost, level: 2, position: 1, size: 1 } as const,
    ];
    run(rowMenu(row, model, actions), "Hide this endpoint");
    expect(model.filter.text.value).toMatch(/^state:closed -url:/);
    expect(undoable.value?.text).toMatch(/^Hidden: url:/);
    expect(takeBack()).toBe(true);
    expect(model.filter.text.value).toBe("state:closed");
    expect(undoable.value).toBeNull();
    expect(takeBack()).toBe(false);
  });
});

describe("which connection tells of a moment", () => {
  const first = makeConnection({ id: "a", createdAt: T0, close: { at: T0 + 5_000 } });
  const second = makeConnection({ id: "b", createdAt: T0 + 10_000, open: true });
  const session = makeSession({ connections: [first, second] });
  const at = (ms: number, preferred: string | null = null) =>
    connectionAt(session, first.endpoint, T0 + ms, preferred);
  it("is the one that lived then, else the last that began before, else the first", () => {
    expect(at(2_000)).toBe("a");
    expect(at(7_000)).toBe("a");
    expect(at(20_000)).toBe("b");
    expect(at(-1)).toBe("a");
    expect(at(2_000, "b")).toBe("b");
    expect(connectionAt(session, "wss://elsewhere.example/", T0, null)).toBeNull();
  });
});
