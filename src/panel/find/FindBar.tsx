import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "../../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import type { Find, FindStatus } from "./find-model.ts";

/** The search through what messages say. */
export function FindBar({ find }: { find: Find }) {
  const field = useRef<HTMLInputElement>(null);
  const query = find.query.value;
  const status = find.status.value;
  const wantsFocus = find.wantsFocus.value;
  useEffect(() => {
    if (!wantsFocus) return;
    field.current?.focus();
    field.current?.select();
    find.wantsFocus.value = false;
  }, [wantsFocus]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") find.step(event.shiftKey ? "previous" : "next");
    else if (event.key === "Escape") find.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isRunning = status.kind === "found" && status.isRunning;
  return (
    <search class="find-bar" aria-label="Find in messages" onKeyDown={onKey}>
      <input
        ref={field}
        type="search"
        value={query.text}
        placeholder="Find in messages"
        aria-label="Find in messages"
        aria-invalid={status.kind === "problem"}
        spellcheck={false}
        onInput={(event) => find.setQuery({ text: event.currentTarget.value })}
      />
      <button
        type="button"
        class="plain"
        aria-pressed={query.matchesCase}
        title="Match case"
        onClick={() => find.setQuery({ matchesCase: !query.matchesCase })}
      >
        Aa<span class="spoken"> match case</span>
      </button>
      <button
        type="button"
        class="plain"
        aria-pressed={query.isRegex}
        title="Regular expression"
        onClick={() => find.setQuery({ isRegex: !query.isRegex })}
      >
        .*<span class="spoken"> regular expression</span>
      </button>
      <button type="button" class="plain turned" onClick={() => find.step("previous")}>
        <Icon name="more" size={12} />
        <span class="spoken">Previous</span>
      </button>
      <button type="button" class="plain" onClick={() => find.step("next")}>
        <Icon name="more" size={12} />
        <span class="spoken">Next</span>
      </button>
      <span class={status.kind === "problem" ? "tone-error" : "quiet"} role="status">
        {inWords(status)}
      </span>
      {isRunning && (
        <>
          <progress value={status.progress} aria-label="Searched" />
          <button type="button" class="plain" onClick={find.cancel}>
            Stop
          </button>
        </>
      )}
      <span class="stretch" />
      <button type="button" class="plain" onClick={find.close} aria-label="Close search">
        ✕
      </button>
    </search>
  );
}

function inWords(status: FindStatus): string {
  switch (status.kind) {
    case "idle":
      return "";
    case "problem":
      return status.message;
    case "found": {
      const { count, current, isRunning, isCancelled, where } = status;
      const soFar = isRunning ? " so far" : isCancelled ? ", then stopped" : "";
      if (count === 0) return isRunning ? "Searching…" : `Not found ${where}${soFar}`;
      const place = current === null ? "" : `${formatCount(current)} of `;
      return `${place}${formatCount(count)}${soFar} ${where}`;
    }
  }
}
