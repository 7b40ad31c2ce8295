import { useEffect, useState } from "preact/hooks";
import { SITE_MODES, type SiteMode, siteOf } from "../../shared/site-rules.ts";
import { SITE_MODE_WORDS } from "../../shared/site-words.ts";
import type { ToolbarProps } from "./Toolbar.tsx";

const ASKED_MS = 10_000;

type Props = Pick<ToolbarProps, "off" | "actions" | "watching"> & { onDone(): void };

/** What is watched beyond this tab, and what is kept of it. */
export function WatchMenu({ off, actions, watching, onDone }: Props) {
  const site = siteOf(watching.tabUrl);
  const { siteMode, ruledBy } = watching;
  const isEverywhere = off === "everywhere";
  return (
    <>
      <button
        type="button"
        onClick={() => {
          actions.setPaused(!isEverywhere);
          onDone();
        }}
      >
        {isEverywhere ? "Resume everywhere" : "Pause everywhere"}
      </button>
      {site === "" ? (
        <p class="quiet">This page belongs to no site: nothing can be chosen for it.</p>
      ) : (
        <label>
          This site, {site}
          <select
            aria-label="This site"
            value={siteMode ?? "auto"}
            onChange={(event) => actions.setSiteMode(event.currentTarget.value as SiteMode)}
          >
            {SITE_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {SITE_MODE_WORDS[mode]}
              </option>
            ))}
          </select>
        </label>
      )}
      {ruledBy !== null && ruledBy !== site && (
        <p class="quiet">
          By the rule for {ruledBy}. A choice here is for {site} alone.
        </p>
      )}
      <ForgetButton
        onForget={() => {
          actions.forgetTab();
          onDone();
        }}
      />
      <button type="button" onClick={actions.openOptions}>
        What is stored, and where…
      </button>
    </>
  );
}

/** It cannot be undone: the first click says so, the second does it. */
function ForgetButton({ onForget }: { onForget(): void }) {
  const [isAsked, setAsked] = useState(false);
  // Who turned to something else did not mean it.
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(setAsked, ASKED_MS, false);
    return () => clearTimeout(timer);
  }, [isAsked]);
  return (
    <button
      type="button"
      onBlur={() => setAsked(false)}
      onClick={() => (isAsked ? onForget() : setAsked(true))}
    >
      <span aria-live="polite">
        {isAsked ? "Delete for good? Click again" : "Delete all that is kept of this tab"}
      </span>
    </button>
  );
}
