import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "../../../words/words.ts";
import { download } from "../download.ts";
import { keepWithin } from "../keep-within.ts";
import type { WrittenReport } from "./write-report.ts";

/** What a comment or an issue on GitHub takes ("body is too long (maximum is 65536 characters)"). */
const MOST_CHARACTERS = 65_536;

type Props = {
  report: WrittenReport;
  /** `done`: what became of it. */
  onClose(done: string): void;
};

/** What would be copied, and how long it is: as a dialog of the browser's own, which keeps the focus. */
export function ReportPreview({ report: { text, fileName }, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const done = useRef("");
  useEffect(() => {
    dialog.current?.showModal();
    main.current?.focus();
    // A field with the focus for a moment was scrolled to its end.
    field.current?.setSelectionRange(0, 0);
    field.current?.scrollTo(0, 0);
  }, []);
  const size = `${formatCount(text.length)} characters`;
  const fits = text.length <= MOST_CHARACTERS;
  const finish = (said: string) => {
    done.current = said;
    dialog.current?.close();
  };
  const save = () => {
    download(new Blob([text], { type: "text/markdown" }), fileName);
    finish(`Saved, ${size}`);
  };
  const copy = () => {
    // The clipboard API is refused in a DevTools panel, and only what stands in the dialog is within
    // reach while it is open.
    field.current?.select();
    if (document.execCommand("copy")) finish(`Copied, ${size}`);
    else save();
  };
  const copies = (
    <button
      key="copy"
      ref={fits ? main : null}
      type="button"
      class={fits ? "main" : ""}
      onClick={copy}
    >
      Copy
    </button>
  );
  const saves = (
    <button
      key="save"
      ref={fits ? null : main}
      type="button"
      class={fits ? "" : "main"}
      onClick={save}
    >
      Save as a file
    </button>
  );
  return (
    <dialog
      ref={dialog}
      class="export-preview report-preview"
      aria-labelledby="report-preview-title"
      onClose={() => onClose(done.current)}
      onKeyDown={(event) => {
        if (event.key === "Tab") keepWithin(event);
        // Within DevTools the browser closes no dialog by itself, and DevTools would open its drawer.
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        dialog.current?.close();
      }}
    >
      <h2 id="report-preview-title">Report</h2>
      <p role="status" class={fits ? "" : "tone-warning"}>
        {size} of Markdown, secrets masked
        {fits
          ? "; an issue on GitHub takes 65,536."
          : ": more than the 65,536 that an issue on GitHub takes. Save it as a file and attach it."}
      </p>
      <textarea ref={field} readOnly rows={16} aria-label="What is copied" value={text} />
      <div class="buttons">
        {fits ? [copies, saves] : [saves, copies]}
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}
