import { useState } from "preact/hooks";
import { copyText } from "../../shared/copy.ts";
import { formatCount } from "../../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import { download } from "./download.ts";
import type { WrittenReport } from "./write-report.ts";

type Props = { disabled: boolean; onReport(): Promise<WrittenReport | null> };

const SAID_MS = 4_000;
/** What a comment or an issue on GitHub takes ("body is too long (maximum is 65536 characters)"). */
const MOST_CHARACTERS = 65_536;

/** Copies the report as Markdown; where the clipboard is out of reach, or it is too long to be pasted, it is saved as a file. */
export function ReportButton({ disabled, onReport }: Props) {
  const [said, setSaid] = useState("");
  const say = (words: string) => {
    setSaid(words);
    setTimeout(setSaid, SAID_MS, "");
  };
  const run = async () => {
    const report = await onReport();
    if (!report) return;
    const size = `${formatCount(report.text.length)} characters`;
    const fits = report.text.length <= MOST_CHARACTERS;
    if (fits && (await copyText(report.text))) return say(`Copied, ${size}`);
    download(new Blob([report.text], { type: "text/markdown" }), report.fileName);
    say(fits ? `Saved, ${size}` : `Saved: ${size}, too long for an issue`);
  };
  return (
    <button
      type="button"
      class="plain"
      title="Copy a report in Markdown for an issue tracker or a chat: findings, timeline and checklist, secrets masked; as a file where it is longer than the 65,536 characters that GitHub takes"
      disabled={disabled}
      onClick={run}
    >
      <Icon name="report" />
      <span aria-live="polite">{said || "Report"}</span>
    </button>
  );
}
