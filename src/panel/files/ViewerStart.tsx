import { FileButton } from "./FileButton.tsx";

/** The panel page without a tab: a place to open session files. */
export const ViewerStart = ({ onOpen }: { onOpen(files: readonly File[]): void }) => (
  <div class="empty">
    <h2>Open a session file</h2>
    <p>
      Drop <code>.har</code> files here, or choose them: sessions that Stormglass exported, HAR
      files that Chrome DevTools, Playwright, HTTP Toolkit or mitmproxy saved, or a{" "}
      <code>trace.zip</code> of Playwright. They are read on this machine and go nowhere.
    </p>
    <p class="quiet">
      Logs of servers and proxies on the way, from the same time, can be dropped with them or later:
      then each connection shows its whole path, and which hop ended it.
    </p>
    <FileButton
      class="main"
      title="Choose session files or HAR files, and servers' logs beside them"
      onOpen={onOpen}
    >
      Choose files…
    </FileButton>
  </div>
);
