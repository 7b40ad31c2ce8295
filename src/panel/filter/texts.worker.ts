/** Tests texts of connections for an expression of the user's, which may never come to an end. */
import type { TextQuestion } from "./text-verdicts.ts";

// A worker hears only the page that started it: the panel.
addEventListener("message", ({ data }: MessageEvent<TextQuestion>) => {
  const regex = new RegExp(data.source, data.flags);
  postMessage(data.texts.map((text) => regex.test(text)));
});
