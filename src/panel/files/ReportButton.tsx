import { useState } from "preact/hooks";
import { copyText } from "../../shared/copy.ts";
import { Icon } from "../ui/Icon.tsx";
import { download } from "./download.ts";
import type { WrittenReport } from "./write-report.ts";

type Props = { disabled: boolean; onReport(): Promise<WrittenReport | null> };

const SAID_MS = 2_000;

/** Copies the report as Markdown; where the clipboard is out of reach it is saved as a file. */
export function ReportButton({ disabled, onReport }: Props) {
  const [said, setSaid] = useState("");
  const say = (words: string) => {
    setSaid(words);
    setTimeout(setSaid, SAID_MS, "");
  };
  const run = async () => {
    const report = await onReport();
    if (!report) return;
    if (await copyText(report.text)) return say("Copied");
    download(new Blob([report.text], { type: "text/markdown" }), report.fileName);
    say("Saved");
  };
  return (
    <button
      type="button"
      class="plain"
      title="Copy a report in Markdown for an issue tracker or a chat: findings, timeline and checklist, secrets masked"
      disabled={disabled}
      onClick={run}
    >
      <Icon name="report" />
      <span aria-live="polite">{said || "Report"}</span>
    </button>
  );
}
