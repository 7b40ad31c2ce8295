import { effect } from "@preact/signals";
import { NO_EXPORT_WISHES } from "../files/export-wishes.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";

/** The popup's Export: a popup would lose the download when it closes, so the panel page does it. */
export function exportOnArrival(model: Model, actions: PanelActions): void {
  let done = false;
  effect(() => {
    if (done || !model.live.value) return;
    done = true;
    void actions.exportSession({
      wishes: NO_EXPORT_WISHES,
      packing: null,
      part: null,
      withLogs: false,
    });
  });
}
