import { useEffect, useRef } from "preact/hooks";

/** What the keyboard does: none of it is a key of DevTools' own. */
const KEYS: [keys: string, what: string][] = [
  ["↑ ↓", "Move through connections, messages and tabs"],
  ["← →", "Go to an endpoint, fold and unfold it; move between tabs; move through a chart"],
  ["PgUp PgDn", "A page up or down; ten points of a chart"],
  ["Home End", "The first and the last of a list, of the tabs or of a chart"],
  ["Enter", "Go from a connection to its details, from a point of a chart to its attempt"],
  ["Escape", "Back: from the message to the list, from the connection to the incidents"],
  ["[ ]", "The previous and the next view of what is selected"],
  ["/", "Filter"],
  ["↓ Tab", "Filter: what can stand there; take the one that is marked, or the first"],
  ["Ctrl+F, ⌘F", "Find in all messages"],
  ["Enter", "Find: the next hit, with Shift the one before"],
  ["W S, + −", "Timeline: zoom in and out"],
  ["A D", "Timeline: earlier and later"],
  ["0", "Timeline: show everything"],
  ["Enter", "Timeline: select, unfold and fold a storm or helpers"],
  ["Ctrl+wheel", "Timeline: zoom at the pointer"],
  ["Shift+wheel", "Timeline: earlier and later"],
  ["Drag", "Timeline: show only what happened in that time"],
  ["Shift+drag", "Timeline: earlier and later"],
  ["Shift+F10", "What can be done with a connection, an incident, a message, a value, a bar"],
  ["Ctrl+C, ⌘C", "Copy the chosen connection's address, incident, message or value"],
  ["Ctrl+L, ⌘L", "Clear"],
  ["Ctrl+Z, ⌘Z", "Undo: what was cleared, a filter, a time that was chosen"],
  ["?", "This list"],
];

/** The keyboard's map, as a dialog of the browser's own: it keeps the focus and closes by Escape. */
export function KeyMap({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="key-map"
      aria-labelledby="key-map-title"
      onClose={onClose}
      onKeyDown={(event) => {
        // Its one control has the focus; from there Tab would leave the panel for DevTools' own.
        if (event.key === "Tab") event.preventDefault();
        // Within DevTools the browser closes no dialog by itself, and DevTools would open its drawer.
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        dialog.current?.close();
      }}
    >
      {/* First, and in sight however low the panel is: the focus opens the list at its beginning. */}
      <form method="dialog">
        <h2 id="key-map-title">Keys</h2>
        <button type="submit">Close</button>
      </form>
      <dl>
        {KEYS.map(([keys, what]) => (
          <div key={`${keys} ${what}`}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
