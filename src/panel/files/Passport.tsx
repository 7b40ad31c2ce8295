import { countOf } from "../../words/words.ts";
import type { OpenedFile } from "../model/model.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";
import { zone, zoneInWords } from "../ui/zone.ts";

const SHOWN_URL = 120;

/** Whose file it is: page, browser, time and the zone in which times are shown. */
export function Passport({ file: { session, endedAt } }: { file: OpenedFile }) {
  const { browser, connections, documents, startedAt } = session;
  const page = [...documents.values()].findLast(({ top, url }) => top && url !== "")?.url;
  const first = [...connections.values()].reduce(
    (least, { createdAt }) => Math.min(least, createdAt),
    endedAt,
  );
  const parts = [
    page ? previewText(page, SHOWN_URL) : "Which page it was is not in the file",
    browser ? `${browser.name} ${browser.version}`.trim() : "which browser is not in the file",
    `${spanInWords({ from: Math.min(first, startedAt || first), to: endedAt })} ${zone.value === "utc" ? "UTC" : `in your zone, ${zoneInWords(endedAt, true)}`}`,
    countOf(connections.size, "connection"),
  ];
  return (
    <p class="note passport">
      <bdi>{parts.join(" · ")}</bdi>
    </p>
  );
}
