import { previewText } from "./safe-text.ts";

/** Higher up stand whole panes. */
const MOST_LEVELS = 4;
const MOST_CHARACTERS = 2_000;

/** What an ellipsis cuts off is read where the pointer rests on it, wherever that is. */
export function installCutTitles(root: Document): () => void {
  /** Titles that are given here, and taken away again where there is room by now. */
  const given = new WeakSet<Element>();
  const look = ({ target }: Event) => {
    let element = target instanceof HTMLElement ? target : null;
    for (let level = 0; element && level < MOST_LEVELS; level++) {
      if (element.title && !given.has(element)) return;
      if (isCut(element)) {
        element.title = previewText(element.textContent ?? "", MOST_CHARACTERS);
        given.add(element);
        return;
      }
      if (given.delete(element)) element.removeAttribute("title");
      element = element.parentElement;
    }
  };
  root.addEventListener("pointerover", look);
  return () => root.removeEventListener("pointerover", look);
}

const isCut = (element: HTMLElement): boolean =>
  element.scrollWidth > element.clientWidth &&
  getComputedStyle(element).textOverflow === "ellipsis";
