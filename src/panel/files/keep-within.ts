import type { TargetedKeyboardEvent } from "preact";

/** From the last control of a dialog to the first, and back: within DevTools the focus would leave the panel. */
export function keepWithin(event: TargetedKeyboardEvent<HTMLDialogElement>): void {
  const controls = event.currentTarget.querySelectorAll<HTMLElement>(
    "button:enabled, input:enabled, textarea:enabled",
  );
  const [first, last] = event.shiftKey
    ? [controls[controls.length - 1], controls[0]]
    : [controls[0], controls[controls.length - 1]];
  if (document.activeElement !== last) return;
  event.preventDefault();
  first?.focus();
}
