import { useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/Icon.tsx";
import { lazyView } from "../../ui/LazyView.tsx";
import type { WrittenReport } from "./write-report.ts";

const ReportPreview = lazyView(() =>
  import("./ReportPreview.tsx").then(({ ReportPreview }) => ReportPreview),
);

type Props = { disabled: boolean; onReport(): Promise<WrittenReport | null> };

const SAID_MS = 4_000;

/** Shows the report as Markdown before it is copied, or saved where it is too long to be pasted. */
export function ReportButton({ disabled, onReport }: Props) {
  const [said, setSaid] = useState("");
  const [report, setReport] = useState<WrittenReport | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (done: string) => {
    setReport(null);
    setSaid(done);
    setTimeout(setSaid, SAID_MS, "");
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="plain"
        aria-haspopup="dialog"
        title="A report in Markdown for an issue tracker or a chat: findings, timeline and checklist, secrets masked. It is shown before it is copied"
        disabled={disabled}
        onClick={async () => setReport(await onReport())}
      >
        <Icon name="report" />
        <span aria-live="polite">{said || "Report"}</span>
      </button>
      {report && <ReportPreview report={report} onClose={close} />}
    </>
  );
}
