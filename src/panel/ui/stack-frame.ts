import { readPlace } from "../../words/stack-place.ts";
/** The place in the page's code that a stack begins with. */
export type SourcePlace = { url: string; line: number; column: number; label: string };

// V8: "at open (https://host/chat.ts:41:7)" or "at https://…"; Firefox: "open@https://…".
const ADDRESS = /(?:^|@)((?:https?|file|blob|data|webpack|app).*)$/s;

export function firstFrame(stack: string | null): SourcePlace | null {
  for (const line of stack?.split("\n") ?? []) {
    const place = readPlace(line);
    const url = ADDRESS.exec(place?.url.split(/[\s()]/).at(-1) ?? "")?.[1];
    if (!place || !url) continue;
    const path = url.split(/[?#]/, 1)[0] as string;
    const name = path.slice(path.lastIndexOf("/") + 1) || new URL(url).host;
    return { url, line: place.line, column: place.column, label: `${name}:${place.line}` };
  }
  return null;
}
