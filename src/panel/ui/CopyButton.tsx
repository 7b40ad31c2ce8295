import { useState } from "preact/hooks";
import { copyText } from "../../shared/copy.ts";

const SAY_COPIED_MS = 1_500;

/** `text`: a function where it costs something to make. */
type Props = { text: string | (() => string); what: string; label?: string };

export function CopyButton({ text, what, label = "Copy" }: Props) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid(
      (await copyText(typeof text === "string" ? text : text())) ? "Copied" : "Could not copy",
    );
    setTimeout(() => setSaid(""), SAY_COPIED_MS);
  };
  return (
    <button type="button" class="plain copy" title={`Copy ${what}`} onClick={copy}>
      {said || label}
      {label === "Copy" && <span class="spoken"> {what}</span>}
    </button>
  );
}
