import { assertNever } from "../protocol/assert-never.ts";
import type { AboutTab, Coverage, ToView } from "../protocol/panel-message.ts";
import { applyChanges, type SessionChanges } from "../session/changes.ts";
import type { Session } from "../session/session.ts";

export type PopupState = {
  session: Session | null;
  coverage: Coverage;
  paused: boolean;
  tabUrl: string | null;
} & Pick<AboutTab, "siteMode" | "ruledBy" | "siteModeUnsaved">;

/** What the popup has heard of its tab. */
export function createPopupState(onChange: (state: PopupState) => void) {
  let state: PopupState = {
    session: null,
    coverage: "watched",
    paused: false,
    tabUrl: null,
    siteMode: null,
    ruledBy: null,
    siteModeUnsaved: false,
  };
  return {
    current: () => state,
    hear(message: ToView<Session, SessionChanges>) {
      switch (message.kind) {
        case "session":
          state = { ...state, ...pick(message), session: message.session };
          break;
        case "changes":
          state = {
            ...state,
            ...pick(message),
            session: state.session && applyChanges(state.session, message.changes),
          };
          break;
        case "tab-closed":
        case "stored":
          return;
        default:
          assertNever(message);
      }
      onChange(state);
    },
  };
}

const pick = ({
  coverage,
  paused,
  tabUrl,
  siteMode,
  ruledBy,
  siteModeUnsaved,
}: Omit<PopupState, "session">) => ({
  coverage,
  paused,
  tabUrl,
  siteMode,
  ruledBy,
  siteModeUnsaved,
});
