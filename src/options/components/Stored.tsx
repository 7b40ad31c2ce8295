import { useEffect, useState } from "preact/hooks";
import type { StoredSums } from "../../protocol/stored-message.ts";
import { countOf, formatBytes } from "../../words/words.ts";

const ASKED_MS = 10_000;

type Props = { sums: StoredSums | null; onForget(): void };

/** What is kept at this moment, where, for how long, and how to be rid of it. */
export function Stored({ sums, onForget }: Props) {
  const [isAsked, setAsked] = useState(false);
  // Who turned to something else did not mean it.
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(setAsked, ASKED_MS, false);
    return () => clearTimeout(timer);
  }, [isAsked]);
  return (
    <section class="block" id="stored">
      <h2>What is stored</h2>
      <p role="status">{sums ? inWords(sums) : "Looking…"}</p>
      <p class="quiet">
        Recorded messages lie in the extension’s own database on this computer, everything else in
        the browser’s memory. A tab’s part is deleted when the tab closes, all of it when the
        browser does.
      </p>
      <p>
        <button
          type="button"
          disabled={!sums || sums.connections + sums.messages === 0}
          onBlur={() => setAsked(false)}
          onClick={() => {
            if (isAsked) onForget();
            setAsked(!isAsked);
          }}
        >
          {isAsked ? "Delete for good? Click again" : "Delete all of it now"}
        </button>
      </p>
    </section>
  );
}

function inWords({ tabs, connections, messages, bytes }: StoredSums): string {
  if (connections + messages === 0) return "Nothing is kept of any tab.";
  const recorded =
    messages === 0
      ? "No message is recorded"
      : `${countOf(messages, "recorded message")}, ${formatBytes(bytes)}`;
  return `${recorded}; ${countOf(connections, "connection")} of ${countOf(tabs, "tab")}.`;
}
