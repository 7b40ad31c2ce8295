import type { ComponentChildren } from "preact";

type Props = {
  class: string;
  title: string;
  onOpen(files: readonly File[]): void;
  children: ComponentChildren;
};

/** A button that lets session files, and logs, be chosen: the browser's own input, hidden in its label. */
export const FileButton = (props: Props) => (
  <label class={`button ${props.class}`} title={props.title}>
    {props.children}
    <input
      type="file"
      class="spoken"
      accept=".har,.json,.jsonl,.zip,.gz,.flows,.mitm,.log,.txt,.csv,application/json,application/zip,text/plain"
      multiple
      aria-label={props.title}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        // The same file can be chosen again after it was mended.
        event.currentTarget.value = "";
        if (files.length > 0) props.onOpen(files);
      }}
    />
  </label>
);
