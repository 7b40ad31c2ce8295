import { render } from "preact";
import { browser } from "../shared/browser.ts";
import type { PortName } from "../shared/port.ts";
import { openViewLink } from "../shared/view-link.ts";
import { createJudge } from "./judge.ts";
import { Popup } from "./Popup.tsx";
import { createPopupState, type PopupState } from "./state.ts";

const root = document.getElementById("app");
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
if (root && tab?.id !== undefined) show(root, tab.id);

function show(element: HTMLElement, tabId: number) {
  const draw = (state: PopupState) => {
    // Nothing is known of what was later.
    const nowMs = state.session?.unwatchedSince ?? Date.now();
    const { report, failure } = judge(state.session, nowMs);
    const { send } = link;
    render(<Popup {...{ tabId, state, report, failure, nowMs, send }} />, element);
  };
  const state = createPopupState(draw);
  const judge = createJudge(() => draw(state.current()));
  const link = openViewLink({
    connect: () => browser.runtime.connect({ name: `view:${tabId}` satisfies PortName }),
    // A popup only looks: it does not start recording.
    greeting: () => [],
    onMessage: state.hear,
    onState: () => undefined,
  });
  draw(state.current());
  setInterval(() => draw(state.current()), 1_000);
}
