import { LINK_OFFER, LINK_WANTED } from "../protocol/link.ts";

/** Takes the hook's offer, in whichever order the two scripts start. */
export function takeLink(onLink: (link: EventTarget) => void): void {
  const take = (event: Event) => {
    const link = (event as FocusEvent).relatedTarget;
    if (!link) return;
    event.preventDefault();
    document.removeEventListener(LINK_OFFER, take);
    onLink(link);
  };
  document.addEventListener(LINK_OFFER, take);
  document.dispatchEvent(new Event(LINK_WANTED));
}
