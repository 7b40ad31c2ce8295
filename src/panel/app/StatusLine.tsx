import { useEffect, useMemo, useState } from "preact/hooks";
import type { Model } from "../model/model.ts";
import { previewText } from "../ui/safe-text.ts";
import { undoable } from "../ui/undo.ts";
import { createOutageNews } from "./outage-news.ts";

const MAX_SHOWN = 160;

/** Tells ears, without interrupting, what a command did, and that an outage began or is over. */
export function StatusLine({ model, onUndo }: { model: Model; onUndo(): void }) {
  const offered = undoable.value;
  const said = model.said.value;
  const report = model.report.value;
  const newsOf = useMemo(createOutageNews, [model.fileId.value]);
  const [news, setNews] = useState("");
  useEffect(() => {
    const told = report ? newsOf(report.outages, report.findings, model.shownNowMs.peek()) : "";
    if (told !== "") setNews(told);
  }, [report, newsOf]);
  return (
    <>
      <p class="said" role="status" aria-label="Last command" key={said}>
        {said}
      </p>
      <p class="said undo" role="status" aria-label="What can be undone">
        {offered && (
          <>
            <bdi>{previewText(offered.text, MAX_SHOWN)}</bdi>{" "}
            <button type="button" class="link" title="Ctrl+Z, ⌘Z" onClick={onUndo}>
              Undo
            </button>
          </>
        )}
      </p>
      <p class="spoken" role="status" aria-label="Outages">
        {news}
      </p>
    </>
  );
}
