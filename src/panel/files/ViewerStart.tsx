import { useEffect } from "preact/hooks";
import { FileButton } from "./FileButton.tsx";
import { readDemo } from "./open-demo.ts";

type Props = {
  onOpen(files: readonly File[]): void;
  /** The example is opened at once. */
  demo: boolean;
};

/** The panel page without a tab: a place to open session files. */
export function ViewerStart({ onOpen, demo }: Props) {
  const openDemo = () => void readDemo().then((file) => onOpen([file]));
  useEffect(() => {
    if (demo) openDemo();
  }, [demo]);
  return (
    <div class="empty">
      <h2>Open a session file</h2>
      <p>
        Drop <code>.har</code> files here, or choose them: sessions that Stormglass exported, HAR
        files that Chrome DevTools, Playwright, HTTP Toolkit or mitmproxy saved, or a{" "}
        <code>trace.zip</code> of Playwright. They are read on this machine and go nowhere.
      </p>
      <p class="quiet">
        Logs of servers and proxies on the way, from the same time, can be dropped with them or
        later: then each connection shows its whole path, and which hop ended it.
      </p>
      <FileButton
        class="main"
        title="Choose session files or HAR files, and servers' logs beside them"
        onOpen={onOpen}
      >
        Choose files…
      </FileButton>
      <p>
        <button type="button" class="link" onClick={openDemo}>
          Open an example
        </button>
        : a session of the demo, with one fault of each kind.
      </p>
    </div>
  );
}
