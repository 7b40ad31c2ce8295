import { useState } from "preact/hooks";
import type { Session } from "../session/session.ts";
import { copyText } from "../shared/copy.ts";

const SAY_MS = 2_000;

/** Copies the report as Markdown, secrets masked. */
export function CopyReport({ session, tabUrl }: { session: Session; tabUrl: string | null }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid(await tryToCopy(session, tabUrl ?? "a tab"));
    setTimeout(setSaid, SAY_MS, "");
  };
  return (
    <button
      type="button"
      title="Copy a report in Markdown for an issue tracker or a chat, secrets masked"
      onClick={copy}
    >
      <span aria-live="polite">{said || "Report"}</span>
    </button>
  );
}

async function tryToCopy(session: Session, name: string): Promise<string> {
  try {
    const { writeMaskedReport } = await import("../har/mask/masked-report.ts");
    const parts = { session, name, notes: [], nowMs: Date.now() };
    return (await copyText(writeMaskedReport(parts))) ? "Copied" : "Could not copy";
  } catch (error) {
    console.error("Stormglass: the report could not be written", error);
    return "Could not be written";
  }
}
