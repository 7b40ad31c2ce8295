import { useState } from "preact/hooks";
import { copyText } from "../copy.ts";

const SAY_COPIED_MS = 1_500;

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid((await copyText(text)) ? "Copied" : "Could not copy");
    setTimeout(() => setSaid(""), SAY_COPIED_MS);
  };
  return (
    <button type="button" class="plain copy" title={`Copy ${what}`} onClick={copy}>
      {said || "Copy"}
      <span class="spoken"> {what}</span>
    </button>
  );
}
