import { LINK_WANTED } from "../protocol/link.ts";

const XHTML = "http://www.w3.org/1999/xhtml";

/**
 * Asks the hook for the link. It has run by now, so whoever comes later is the page; null where
 * there is no hook, or where somebody stood between it and the question.
 */
export function takeLink(): EventTarget | null {
  const place = document.createElementNS(XHTML, "div") as HTMLElement;
  const wanted = new FocusEvent(LINK_WANTED, { relatedTarget: place, cancelable: true });
  let hasPassedAll = false;
  // After the hook's, and all that the page may have put there before.
  document.addEventListener(LINK_WANTED, () => (hasPassedAll = true), { once: true });
  const isRefused = !document.dispatchEvent(wanted);
  return isRefused || !hasPassedAll ? null : chrome.dom.openOrClosedShadowRoot(place);
}
