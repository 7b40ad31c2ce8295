/** The place in the page's code that a stack begins with. */
export type SourcePlace = { url: string; line: number; column: number; label: string };

// V8: "at open (https://host/chat.ts:41:7)"; Firefox: "open@https://host/chat.ts:41:7".
const FRAME =
  /(?:\(|@|at (?:async )?)((?:https?|file|blob|data|webpack|app)[^\s()]*?):(\d+):(\d+)\)?$/;

export function firstFrame(stack: string | null): SourcePlace | null {
  for (const line of stack?.split("\n") ?? []) {
    const found = FRAME.exec(line.trim());
    if (!found) continue;
    const [, url = "", lineText, columnText] = found;
    const path = url.replace(/[?#].*$/, "");
    const name = path.slice(path.lastIndexOf("/") + 1) || new URL(url).host;
    return {
      url,
      line: Number(lineText),
      column: Number(columnText),
      label: `${name}:${lineText}`,
    };
  }
  return null;
}
