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
    <FileButton class="main" title="Choose session files or HAR files" onOpen={onOpen}>
      Choose files…
    </FileButton>
  </div>
);
