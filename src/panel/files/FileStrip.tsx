import type { PanelActions } from "../model/actions.ts";
import type { Model } from "../model/model.ts";
import type { Place } from "../model/place.ts";
import { Icon } from "../ui/Icon.tsx";
import { Passport } from "./Passport.tsx";

type Props = { model: Model; actions: PanelActions; place: Place };

/** The files that were opened, beside the live tab where there is one, and what the shown one lacks. */
export function FileStrip({ model, actions, place }: Props) {
  const files = model.files.value;
  const shown = model.file.value;
  return (
    <>
      <div class="file-strip" role="toolbar" aria-label="Sessions">
        {place.kind !== "viewer" && (
          <button
            type="button"
            class="plain"
            aria-pressed={shown === null}
            onClick={() => actions.showFile(null)}
          >
            Live tab
          </button>
        )}
        {files.map(({ id, name }) => (
          <span key={id} class="file">
            <button
              type="button"
              class="plain"
              aria-pressed={shown?.id === id}
              onClick={() => actions.showFile(id)}
            >
              <bdi>{name}</bdi>
            </button>
            <button
              type="button"
              class="plain"
              aria-label={`Close ${name}`}
              title="Close this file"
              onClick={() => actions.closeFile(id)}
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
