import * as v from "valibot";
import type { ConnectionReport } from "../../../analysis/finding.ts";
import { stateInWords } from "../../../analysis/state-words.ts";
import { isoTime } from "../../../words/iso-time.ts";
import { plain } from "../../../words/safe-text.ts";
import { formatCount } from "../../../words/words.ts";
import { fenceReport } from "../foreign-text.ts";
import { PAGE, pageOf } from "../page.ts";
import type { OpenSession } from "../shelf.ts";
import { defineTool, described, SESSION, words } from "../tool.ts";

const SHOW = ["all", "in-trouble", "open", "closed"] as const;

export const listConnections = defineTool({
  name: "list_connections",
  title: "List a session's connections",
  description:
    "The connections of a session, one line each: number, address, state with close code, messages, findings. get_diagnosis with a number explains one; search_messages finds what was said.",
  input: {
    session: SESSION,
    show: v.optional(described(v.picklist(SHOW), "which of them"), "all"),
    address: v.optional(words("only those whose address has this text in it")),
    ...PAGE,
  },
  async answer({ session: name, show, address, ...wanted }, shelf) {
    const session = await shelf.open(name);
    const chosen = session.report.connections.filter(
      (connection) =>
        isShown(session, connection, show) &&
        (address === undefined || connection.url.includes(address)),
    );
    const { items, total, words: said } = pageOf(chosen, wanted, "connection");
    const connections = items.map((connection) => describe(session, connection));
    // What is not in the list is told beside it, so that nobody takes the list for everything.
    const notes = session.notes.map((note) => plain(`Note: ${note}`));
    const lines = [...connections.map(({ line }) => line), ...notes];
    const forgotten = session.session.forgottenCount;
    return {
      text: [
        said,
        ...(lines.length > 0 ? [fenceReport(lines.join("\n"))] : []),
        ...(forgotten > 0 ? [`${formatCount(forgotten)} older connections were forgotten.`] : []),
      ].join("\n"),
      data: { total, connections: connections.map(({ line: _, ...data }) => data) },
    };
  },
});

function isShown(
  { report }: OpenSession,
  { id, state }: ConnectionReport,
  show: (typeof SHOW)[number],
) {
  switch (show) {
    case "in-trouble":
      return report.findings.some(
        ({ subject, severity }) => subject.id === id && severity !== "info",
      );
    case "open":
      return state === "open";
    case "closed":
      return state === "closed";
    default:
      return true;
  }
}

function describe({ session, report, nowMs }: OpenSession, shown: ConnectionReport) {
  const connection = session.connections.get(shown.id);
  const findings = report.findings.filter(({ subject }) => subject.id === shown.id);
  const sent = connection?.send.count ?? 0;
  const received = connection?.receive.count ?? 0;
  const state = connection ? stateInWords(connection, nowMs) : shown.state;
  const reason = shown.reason ? ` "${shown.reason}"` : "";
  const found = findings.map(({ id }) => id).join(", ");
  const { ordinal, url, closeCode, createdAt } = shown;
  return {
    connection: ordinal,
    url,
    state: shown.state,
    createdAt: isoTime(createdAt),
    closeCode,
    reason: shown.reason,
    sent,
    received,
    findings: findings.map(({ id, severity, primary }) => ({ id, severity, primary })),
    line: plain(
      `#${ordinal} ${url} ${state}${reason}; ${formatCount(sent)} sent, ${formatCount(received)} received${found && `; ${found}`}`,
    ),
  };
}
