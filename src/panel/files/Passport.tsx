import type { ComponentChildren } from "preact";
import { isSecretKind, kindsInWords } from "../../har/mask/kinds-in-words.ts";
import { systemOf } from "../../har/read-browser.ts";
import { dayTimeOfYear, isSameDay, timeInDay } from "../../words/day-time.ts";
import { countOf } from "../../words/words.ts";
import type { OpenedFile } from "../model/model.ts";
import { previewText } from "../ui/safe-text.ts";
import { offsetInWords, zone, zoneInWords } from "../ui/zone.ts";

const SHOWN_URL = 120;

/** Whose file it is: page, browser and time on a line; below it, unfolded, where it comes from and what it lacks. */
export function Passport({ file }: { file: OpenedFile }) {
  const { session, endedAt, origin, exported, masked, notes } = file;
  const { browser, connections, documents, startedAt } = session;
  const page = [...documents.values()].findLast(({ top, url }) => top && url !== "")?.url;
  const first = [...connections.values()].reduce(
    (least, { createdAt }) => Math.min(least, createdAt),
    endedAt,
  );
  const from = Math.min(first, startedAt || first);
  const system = exported?.on?.system || systemOf(session);
  const browserWords = browser ? `${browser.name} ${browser.version}`.trim() : "";
  const parts = [
    page ? previewText(page, SHOWN_URL) : "Which page it was is not in the file",
    browser
      ? [browserWords, system].filter((part) => part !== "").join(" on ")
      : "which browser is not in the file",
    `${dayTimeOfYear(from)}–${isSameDay(from, endedAt) ? timeInDay(endedAt) : dayTimeOfYear(endedAt)} ${zone.value === "utc" ? "UTC" : `in your zone, ${zoneInWords(endedAt, true)}`}`,
    countOf(connections.size, "connection"),
    masked ? "masked" : "not masked",
  ];
  return (
    <details class="note passport">
      <summary title="Where the file comes from, and what it cannot tell">
        <bdi>{parts.join(" · ")}</bdi>
      </summary>
      <dl class="pairs">
        <Fact name="Browser">{browserWords || "not in the file"}</Fact>
        <Fact name="System">{system || "not in the file"}</Fact>
        <Fact name="Written by">
          <bdi>{previewText(`${origin.creator} ${origin.version}`.trim())}</bdi>
        </Fact>
        <Fact name="Exported">
          {exported
            ? `${dayTimeOfYear(exported.at)} ${zone.value === "utc" ? "UTC" : "in your zone"}${whereInWords(exported.on)}`
            : "when is not in the file"}
        </Fact>
        <Fact name="Masked">{maskedInWords(file)}</Fact>
        <Fact name="It cannot tell">
          {notes.length > 0 ? "what stands in the line below" : "nothing that is known of"}
        </Fact>
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const whereInWords = (on: { zoneMinutes: number } | null): string =>
  on
    ? `; the clock there was at ${offsetInWords(on.zoneMinutes)}`
    : "; in which zone is not in the file";

function maskedInWords({ masked, origin }: OpenedFile): string {
  if (!masked)
    return origin.ours
      ? "nothing: secrets may be in it"
      : "nothing is known of it: secrets may be in it";
  const known = masked.flatMap(({ kind, count }) => (isSecretKind(kind) ? { kind, count } : []));
  return known.length > 0 ? kindsInWords(known) : "yes; nothing in it looked like a secret";
}
