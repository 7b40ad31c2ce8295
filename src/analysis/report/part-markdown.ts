/** One thing of a report, for whoever writes the rest of the issue themselves. */
import { groupIncidents } from "../incidents.ts";
import { groupAlike, type Judged } from "./alike.ts";
import { code, escapeText } from "./escape.ts";
import { formatTime } from "./evidence-words.ts";
import { writeFinding } from "./finding-markdown.ts";
import { writeAlike } from "./markdown.ts";
import { tellOutages } from "./outage-lines.ts";

export type ReportPart =
  | { kind: "incident"; id: string }
  | { kind: "finding"; id: string; subject: string; since: number }
  | { kind: "connection"; id: string };

/** Null where it is not there any more. */
export function writePart(judged: Judged, part: ReportPart): string | null {
  const blocks = blocksOf(judged, part);
  return blocks && `${blocks.join("\n\n")}\n`;
}

function blocksOf(judged: Judged, part: ReportPart): string[] | null {
  const { findings, outages } = judged.report;
  switch (part.kind) {
    case "connection": {
      const alike = groupAlike(judged).find(({ connections }) =>
        connections.some(({ id }) => id === part.id),
      );
      if (!alike) return null;
      const connections = alike.connections.filter(({ id }) => id === part.id);
      return writeAlike({ ...alike, connections });
    }
    case "finding": {
      const found = findings.find(
        ({ id, subject, since }) =>
          id === part.id && subject.id === part.subject && since === part.since,
      );
      return found ? [`### ${code(found.subject.url)}`, ...writeFinding(found)] : null;
    }
    case "incident": {
      // An outage by itself, too: of several that are alike the list shows one.
      const incident = groupIncidents(findings, outages).find(
        ({ id, outage }) => id === part.id || outage?.id === part.id,
      );
      const outage = outages.find(({ id }) => id === part.id) ?? incident?.outage ?? null;
      if (!incident && !outage) return null;
      const told = outage ? tellOutages([outage]) : [];
      return [
        `### ${code(outage?.url ?? incident?.url ?? "")}`,
        ...told.map(({ title, when, remarks }) =>
          [`**${escapeText(title)}**`, escapeText(when), ...remarks.map(escapeText)].join("\n\n"),
        ),
        ...(outage || !incident ? [] : [`Since ${formatTime(incident.since)}`]),
        ...(incident ? [incident.lead, ...(incident.began ? [incident.began] : [])] : []).flatMap(
          writeFinding,
        ),
      ];
    }
  }
}
