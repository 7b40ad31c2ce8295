import type { EmptyReason } from "./empty-reason.ts";

export type EmptyActions = {
  reload(): void;
  requestAccess(): void;
  watchSite(): void;
  resume(): void;
  resumeTab(): void;
};

type Words = { title: string; text: string; button?: { label: string; run: keyof EmptyActions } };

const WORDS = {
  connecting: { title: "One moment…", text: "Stormglass gathers what it saw of this tab." },
  restricted: {
    title: "Stormglass cannot look into this page",
    text: "It belongs to the browser or to the extension store, and no extension may read such pages. Open the site whose sockets you want to see.",
  },
  "no-access": {
    title: "Stormglass has no access to this site",
    text: "The browser lets it read only the sites that you allow. Nothing leaves your machine, whatever you choose.",
    button: { label: "Allow access", run: "requestAccess" },
  },
  "not-hooked": {
    title: "This page was loaded before Stormglass",
    text: "Sockets can only be watched from the moment a page loads. Reload it to see them all, from the first message on.",
    button: { label: "Reload the page", run: "reload" },
  },
  stopped: {
    title: "The tab's page stopped",
    text: "It crashed, was killed, or was discarded by the browser to save memory. Its sockets ended with it.",
    button: { label: "Reload the page", run: "reload" },
  },
  "no-scripts": {
    title: "Scripts cannot run in this page",
    text: "So it cannot open WebSockets either. If it should, look at the site settings for JavaScript.",
  },
  prepared: {
    title: "This page cannot be watched",
    text: "The page that opened it had replaced functions of the browser in its window before it was loaded (another extension can look the same). What they would tell could be anything. Open the address in a tab of its own to see its sockets.",
  },
  off: {
    title: "Stormglass is switched off for this site",
    text: "Nothing is observed here until you switch it on. Of sockets that are still open by then, only their address and when they opened are told.",
    button: { label: "Watch this site", run: "watchSite" },
  },
  "tab-off": {
    title: "Stormglass is paused in this tab",
    text: "Nothing is observed here until you resume. Other tabs are watched as before.",
    button: { label: "Resume", run: "resumeTab" },
  },
  paused: {
    title: "Stormglass is paused everywhere",
    text: "Nothing is observed in any tab until you resume.",
    button: { label: "Resume", run: "resume" },
  },
  "no-sockets": {
    title: "No WebSockets yet",
    text: "The page is watched. The first socket it opens appears here, from its handshake on. Sockets of its shared workers cannot be seen.",
  },
  "tab-closed": {
    title: "The tab is closed",
    text: "It had opened no WebSockets, so there is nothing to keep.",
  },
  "no-worker": {
    title: "Stormglass was reloaded or updated",
    text: "This page belongs to the old version. Close DevTools and open it again, or reload this tab.",
  },
  "empty-file": {
    title: "No WebSockets in this file",
    text: "The file was read, but none of its entries is a WebSocket connection.",
  },
} as const satisfies Record<Exclude<EmptyReason, "viewer">, Words>;

/** Why there is nothing to see, and the one thing that can be done about it. */
export function EmptyState(props: {
  reason: Exclude<EmptyReason, "viewer">;
  actions: EmptyActions;
}) {
  const { title, text, button }: Words = WORDS[props.reason];
  return (
    <div class="empty" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      {button && (
        <button type="button" class="main" onClick={props.actions[button.run]}>
          {button.label}
        </button>
      )}
    </div>
  );
}
