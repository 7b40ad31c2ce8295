import { useEffect, useRef, useState } from "preact/hooks";
import { groupOf } from "../../har/mask/group-secrets.ts";
import { kindsInWords, totalOf } from "../../har/mask/kinds-in-words.ts";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { countOf } from "../../words/words.ts";
import { type ExportWishes, MAIL_PATTERN, parseNames, parsePatterns } from "./export-wishes.ts";
import { keepWithin } from "./keep-within.ts";
import { MaskedList } from "./MaskedList.tsx";

type Props = {
  wishes: ExportWishes;
  onWishes(wishes: ExportWishes): void;
  /** Null where it was given up. */
  onLook(
    wishes: ExportWishes,
    signal: AbortSignal,
    onShare: (share: number) => void,
  ): Promise<Masked[] | null>;
  onSave(): void;
  onClose(): void;
};

type Look =
  | { kind: "looking"; share: number }
  | { kind: "seen"; found: Masked[] }
  | { kind: "failed"; why: string };

/** What is masked before it leaves: as a dialog of the browser's own, which keeps the focus. */
export function ExportPreview({ wishes, onWishes, onLook, onSave, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [look, setLook] = useState<Look>({ kind: "looking", share: 0 });
  const [names, setNames] = useState(wishes.names.join(", "));
  const ownPatterns = wishes.patterns.filter((pattern) => pattern !== MAIL_PATTERN);
  const [patterns, setPatterns] = useState(ownPatterns.join("\n"));
  const masksMail = wishes.patterns.includes(MAIL_PATTERN);
  const withMail = (own: readonly string[], mail: boolean) => (mail ? [...own, MAIL_PATTERN] : own);
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    main.current?.focus();
  }, []);
  // What stays as it is changes nothing of what there is to see.
  const { names: chosenNames, patterns: chosenPatterns, kept } = wishes;
  useEffect(() => {
    const giveUp = new AbortController();
    const say = (next: Look) => {
      if (!giveUp.signal.aborted) setLook(next);
    };
    setLook({ kind: "looking", share: 0 });
    onLook(
      { names: chosenNames, patterns: chosenPatterns, kept: new Set() },
      giveUp.signal,
      (share) => say({ kind: "looking", share }),
    ).then(
      (found) => found && say({ kind: "seen", found }),
      (error: Error) => say({ kind: "failed", why: error.message }),
    );
    return () => giveUp.abort();
  }, [chosenNames, chosenPatterns]);

  const typed = { names: parseNames(names), patterns: parsePatterns(patterns) };
  const isTyped =
    typed.names.join() !== chosenNames.join() ||
    typed.patterns.join("\n") !== ownPatterns.join("\n");
  const toggle = (secret: Masked, stays: boolean) => {
    const changed = new Set(kept);
    if (stays) changed.add(groupOf(secret));
    else changed.delete(groupOf(secret));
    onWishes({ ...wishes, kept: changed });
  };
  return (
    <dialog
      ref={dialog}
      class="export-preview"
      aria-labelledby="export-preview-title"
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === "Tab") keepWithin(event);
        // Within DevTools the browser closes no dialog by itself, and DevTools would open its drawer.
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        dialog.current?.close();
      }}
    >
      <h2 id="export-preview-title">What is masked in the file</h2>
      <Status look={look} kept={kept} />
      {look.kind === "seen" && look.found.length > 0 && (
        <MaskedList found={look.found} kept={kept} onKeep={toggle} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onWishes({ ...wishes, ...typed, patterns: withMail(typed.patterns, masksMail) });
        }}
      >
        <h3>Mask more</h3>
        <label class="check">
          <input
            type="checkbox"
            checked={masksMail}
            onChange={(event) =>
              onWishes({ ...wishes, patterns: withMail(ownPatterns, event.currentTarget.checked) })
            }
          />
          Mail addresses
        </label>
        <label>
          Names of fields, parameters, headers and cookies, with commas between
          <input value={names} onInput={(event) => setNames(event.currentTarget.value)} />
        </label>
        <label>
          Regular expressions, one a line
          <textarea
            rows={2}
            value={patterns}
            onInput={(event) => setPatterns(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!isTyped}>
          Look again
        </button>
      </form>
      <p class="quiet">
        Everything else that messages say is saved as it was, names and mail addresses too. Masking
        goes by names and looks: read what matters before you share the file.
      </p>
      <div class="buttons">
        <button
          ref={main}
          type="button"
          class="main"
          disabled={look.kind === "failed" || isTyped}
          onClick={() => {
            onSave();
            dialog.current?.close();
          }}
        >
          Save the file
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}

function Status({ look, kept }: { look: Look; kept: ReadonlySet<string> }) {
  if (look.kind === "looking") {
    return (
      <p role="status">
        Looking through the session…{" "}
        <progress value={look.share} aria-label="Looking through the session" />
      </p>
    );
  }
  if (look.kind === "failed") {
    return (
      <p class="tone-error" role="alert">
        {look.why}
      </p>
    );
  }
  const masked = look.found.filter((secret) => !kept.has(groupOf(secret)));
  const staying = totalOf(look.found) - totalOf(masked);
  return (
    <p role="status">
      {masked.length === 0
        ? "Nothing is masked."
        : `${countOf(totalOf(masked), "value")} masked: ${kindsInWords(masked)}.`}
      {staying > 0 && (
        <strong class="tone-warning">
          {` ${countOf(staying, "value")} ${staying === 1 ? "stays" : "stay"} readable: whoever gets the file can use ${staying === 1 ? "it" : "them"}.`}
        </strong>
      )}
    </p>
  );
}
