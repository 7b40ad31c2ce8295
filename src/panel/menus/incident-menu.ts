import type { Finding, Outage } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import { connectionAt } from "../model/connection-at.ts";
import type { Model } from "../model/model.ts";
import type { MenuItems } from "../ui/menus/context-menu.ts";
import type { Span } from "../ui/span.ts";
import { type Commands, createItems } from "./menu-items.ts";

/** What can be done with an incident of the landing view. */
export function incidentMenu(
  { id, outage, lead, since, until, url }: Incident,
  model: Model,
  actions: Commands,
): MenuItems {
  const span = { from: since, to: until ?? model.shownNowMs.peek() };
  const told = outage ? [outage.title, lead.title] : [lead.title];
  return menuOf({ lead, outage, url, span, told, part: { kind: "incident", id } }, model, actions);
}

/** The same of an outage where it is drawn. */
export function outageMenu(outage: Outage, at: number, model: Model, actions: Commands) {
  const span = { from: outage.begin, to: overAt(outage) ?? model.shownNowMs.peek() };
  const part = { kind: "incident", id: outage.id } as const;
  const about = { lead: null, outage, url: outage.url, span, told: [outage.title], part, at };
  return menuOf(about, model, actions);
}

/** What can be done with a finding that is no incident. */
export function findingMenu(finding: Finding, model: Model, actions: Commands): MenuItems {
  const { subject, since, until, title } = finding;
  const span = { from: since, to: until ?? finding.lastAt ?? since };
  const part = { kind: "finding", id: finding.id, subject: subject.id, since } as const;
  const about = { lead: finding, outage: null, url: subject.url, span, told: [title], part };
  return menuOf(about, model, actions);
}

type About = {
  lead: Finding | null;
  outage: Outage | null;
  url: string;
  span: Span;
  told: string[];
  part: Parameters<ReturnType<typeof createItems>["copyMarkdown"]>[0];
  /** Where the pointer rests; its beginning where that is left out. */
  at?: number;
};

function menuOf(about: About, model: Model, actions: Commands): MenuItems {
  const { lead, outage, url, span, told, part } = about;
  const items = createItems(model, actions);
  const at = about.at ?? span.from;
  const subject = outage?.subject ?? lead?.subject;
  const isPage = subject?.kind === "page";
  const preferred = subject?.kind === "connection" ? subject.id : null;
  const session = model.session.peek();
  const lived = session && !isPage ? connectionAt(session, url, at, preferred) : null;
  const end = (preferred && session?.connections.get(preferred)?.end) || null;
  return [
    [
      ...(lead
        ? [{ label: "Show why, and what to do", run: () => actions.selectFinding(lead) }]
        : []),
      ...items.messagesAt(lived, at),
      items.onTimeline(span),
      items.onlyTime(span),
    ],
    [items.copy("Copy", () => told.join("\n")), items.copyMarkdown(part)],
    isPage
      ? []
      : [
          ...items.ofEndpoint(url),
          ...items.ofCode(end?.code),
          ...(lead ? items.ofFinding(lead.id) : []),
        ],
  ];
}
