import { countOutages } from "../../../analysis/outages/fold-outages.ts";
import { sayHealth, summarize } from "../../../analysis/report/alike.ts";
import { plain } from "../../../words/safe-text.ts";
import { isEmpty } from "../../diagnosed.ts";
import { messageOf } from "../../explain-error.ts";
import { fenceReport } from "../foreign-text.ts";
import { PAGE, pageOf } from "../page.ts";
import type { Shelf, Shelved } from "../shelf.ts";
import { defineTool } from "../tool.ts";

export const listSessions = defineTool({
  name: "list_sessions",
  title: "List the recorded sessions",
  description:
    "The session files, HARs and Playwright traces that this server may read, one line each: id, path, health, what was found. Start here; then get_outages and get_diagnosis of the one that is sick.",
  input: PAGE,
  async answer(wanted, shelf) {
    const { items, words, total } = pageOf(shelf.list(), wanted, "session");
    const sessions = [];
    // One after the other: each may take 200 MiB while it is read.
    for (const shelved of items) sessions.push(await describe(shelf, shelved));
    return {
      text: [
        words,
        ...(sessions.length > 0 ? [fenceReport(sessions.map(({ line }) => line).join("\n"))] : []),
      ].join("\n"),
      data: { total, sessions: sessions.map(({ line: _, ...data }) => data) },
    };
  },
});

async function describe(shelf: Shelf, { id, path }: Shelved) {
  try {
    const session = await shelf.open(id);
    const { report } = session;
    const found = isEmpty(session)
      ? "no WebSocket connections"
      : `${sayHealth(report.health)} ${summarize(report)}; outages: ${countOutages(report.outages)}`;
    return {
      id,
      path,
      connections: report.connections.length,
      findings: report.findings.length,
      outages: report.outages.length,
      grade: isEmpty(session) ? null : report.health.grade,
      line: plain(`${id} ${path}: ${found}`),
    };
  } catch (error) {
    const words = plain(messageOf(error));
    return { id, path, error: words, line: `${id} cannot be read: ${words}` };
  }
}
