import type { ComponentChildren } from "preact";

/**
 * What a button unfolds. It lies above all panes, none of which can cut it off, and opens
 * upwards where there is no room below.
 */
export function Menu(props: { class?: string; children: ComponentChildren }) {
  return (
    <div ref={show} class={`menu ${props.class ?? ""}`} popover="manual">
      {props.children}
    </div>
  );
}

/** `useMenu` closes it: a popover that closes itself would not tell. */
const show = (menu: HTMLDivElement | null): void => menu?.showPopover();
