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
    // On a button Enter presses it.
    if (event.key === "Enter" && event.target === field.current) {
      find.step(event.shiftKey ? "previous" : "next");
    } else if (event.key === "Escape") find.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isRunning = status.kind === "found" && status.isRunning;
  return (
    <search class="find-bar" aria-label="Find in messages" onKeyDown={onKey}>
      {find.origin.value === "devtools" ? (
        // DevTools has the field, and the words that stand in it.
        <span class="find-words">
          Find: <bdi>{query.text}</bdi>
        </span>
      ) : (
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
      )}
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
      {leadsElsewhere(status) && (
        <button type="button" class="link" onClick={() => find.step("next")}>
          Show
        </button>
      )}
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

/** Nothing is here, and something is in another list. */
const leadsElsewhere = (status: FindStatus): boolean =>
  status.kind === "found" && status.count === 0 && (status.elsewhere ?? 0) > 0;

function inWords(status: FindStatus): string {
  switch (status.kind) {
    case "idle":
      return "";
    case "problem":
      return status.message;
    case "found": {
      const { count, elsewhere, current, isRunning, isCancelled, where } = status;
      const soFar = isRunning ? " so far" : isCancelled ? ", then stopped" : "";
      const others = elsewhere ? `${formatCount(elsewhere)} in other connections` : "";
      if (count === 0 && others) return `0 here, ${others}${soFar}`;
      if (count === 0 && isRunning) return "Searching…";
      if (count === 0)
        return `Not found ${where}${elsewhere === null ? "" : " or any other"}${soFar}`;
      const place = current === null ? "" : `${formatCount(current)} of `;
      return `${place}${formatCount(count)}${soFar} ${where}${others && `, ${others}`}`;
    }
  }
}
