import { useEffect, useMemo, useState } from "preact/hooks";
import type { Model } from "../model/model.ts";
import { createOutageNews } from "./outage-news.ts";

/** Tells ears, without interrupting, what a command did, and that an outage began or is over. */
export function StatusLine({ model }: { model: Model }) {
  const said = model.said.value;
  const outages = model.report.value?.outages;
  const newsOf = useMemo(createOutageNews, [model.fileId.value]);
  const [news, setNews] = useState("");
  useEffect(() => {
    const told = outages ? newsOf(outages, model.shownNowMs.peek()) : "";
    if (told !== "") setNews(told);
  }, [outages, newsOf]);
  return (
    <>
      <p class="said" role="status" aria-label="Last command" key={said}>
        {said}
      </p>
      <p class="spoken" role="status" aria-label="Outages">
        {news}
      </p>
    </>
  );
}
