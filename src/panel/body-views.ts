/** The ways to look at one body. Each is worked out when it is looked at, not before. */
import { hexDump } from "./hex.ts";
import { reindentJson } from "./reindent-json.ts";
import { visibleText } from "./safe-text.ts";

export type BodyView = {
  id: "json" | "text" | "hex";
  label: string;
  /** `hidden`: how much is left out so that the page stays quick. */
  text(all: boolean): { text: string; hidden: number };
};

/** Larger JSON is shown as it came: parsing and drawing it would stop the panel. */
const MAX_JSON_CHARACTERS = 1_048_576;
const MAX_DRAWN_CHARACTERS = 131_072;
const MAX_DRAWN_BYTES = 16_384;

export function bodyViews(body: string | Uint8Array): BodyView[] {
  if (typeof body !== "string") {
    return [
      hexView(body),
      { id: "text", label: "As text", text: (all) => cut(new TextDecoder().decode(body), all) },
    ];
  }
  const text: BodyView = { id: "text", label: "Text", text: (all) => cut(body, all) };
  const json = body.length <= MAX_JSON_CHARACTERS && /^\s*[{[]/.test(body) && reindentJson(body);
  if (!json) return [text];
  return [{ id: "json", label: "JSON", text: (all) => cut(json, all) }, text];
}

const cut = (text: string, all: boolean) => ({
  text: visibleText(all ? text : text.slice(0, MAX_DRAWN_CHARACTERS)),
  hidden: all ? 0 : Math.max(0, text.length - MAX_DRAWN_CHARACTERS),
});

const hexView = (bytes: Uint8Array): BodyView => ({
  id: "hex",
  label: "Hex",
  text: (all) => ({
    text: hexDump(all ? bytes : bytes.subarray(0, MAX_DRAWN_BYTES)),
    hidden: all ? 0 : Math.max(0, bytes.length - MAX_DRAWN_BYTES),
  }),
});
