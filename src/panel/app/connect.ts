/** Joins the model to the background for one tab. */
import type { SessionChanges } from "../../session/changes.ts";
import type { Session } from "../../session/session.ts";
import { browser } from "../../shared/browser.ts";
import type { PortName } from "../../shared/port.ts";
import { openViewLink, type ViewLink } from "../../shared/view-link.ts";
import type { Model } from "../model/model.ts";

export function connectModel(model: Model, tabId: number): ViewLink {
  return openViewLink<Session, SessionChanges>({
    connect: () => browser.runtime.connect({ name: `view:${tabId}` satisfies PortName }),
    // A worker that was stopped has forgotten that someone looks: say it on every new port.
    greeting: () => [{ kind: "record", on: true }],
    onMessage: model.hear,
    onState: (state) => {
      model.link.value = state;
    },
  });
}
