import { useEffect } from "preact/hooks";
import { spanOfFile } from "../across/file-span.ts";
import { Grade } from "../across/Grade.tsx";
import { judgeFiles, sickFirst } from "../across/judged.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import type { Place } from "../model/place.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { Icon } from "../ui/Icon.tsx";
import { previewText } from "../ui/safe-text.ts";
import { Passport } from "./Passport.tsx";

type Props = { model: Model; actions: PanelActions; place: Place };

/** The files that were opened, the sick first, beside the live tab where there is one; and what the shown one lacks. */
export function FileStrip({ model, actions, place }: Props) {
  useEffect(() => judgeFiles(model), []);
  const judged = model.judged.value;
  const across = model.across.value;
  const files = sickFirst(model.files.value, judged);
  const shown = across === null ? model.file.value : null;
  const isLive = place.kind !== "viewer";
  const showsGrades = files.length > 1;
  return (
    <>
      <div class="file-strip" role="toolbar" aria-label="Sessions">
        {files.length > 1 && (
          <button
            type="button"
            class="plain"
            aria-pressed={across === "overview"}
            title="All open sessions, the sick first"
            onClick={() => actions.showAcross("overview")}
          >
            Overview
          </button>
        )}
        {(files.length > 1 || isLive) && (
          <button
            type="button"
            class="plain"
            aria-pressed={across === "compare"}
            title="Two sessions side by side: before and after"
            onClick={() => actions.showAcross("compare")}
          >
            Compare
          </button>
        )}
        {isLive && (
          <button
            type="button"
            class="plain"
            aria-pressed={across === null && shown === null}
            onClick={() => actions.showFile(null)}
          >
            Live tab
          </button>
        )}
        {files.map((file) => (
          <span key={file.id} class="file">
            {showsGrades && <Grade health={judged.get(file.id)?.report?.health ?? null} />}
            <button
              type="button"
              class="plain"
              aria-pressed={shown?.id === file.id}
              title={`${previewText(file.name)}, ${spanInWords(spanOfFile(file))}`}
              onClick={() => actions.showFile(file.id)}
            >
              <bdi>{file.name}</bdi>
            </button>
            <button
              type="button"
              class="plain"
              aria-label={`Close ${file.name}`}
              title="Close this file"
              onClick={() => actions.closeFile(file.id)}
            >
              <Icon name="close" size={10} />
            </button>
          </span>
        ))}
      </div>
      {shown && <Passport file={shown} />}
      {shown && shown.notes.length > 0 && <p class="note">{shown.notes.join(" ")}</p>}
    </>
  );
}
