/** The menu of a right click: ours, because DevTools shows none in a panel. */
import { signal } from "@preact/signals";

/** `checked`: of those that can be on or off. */
export type MenuItem = { label: string; checked?: boolean; run(): void };
/** Groups, with a line between. */
export type MenuItems = readonly (readonly MenuItem[])[];

export const contextMenu = signal<{ x: number; y: number; groups: MenuItems } | null>(null);

const RIGHT_BUTTON = 2;

/** By the pointer where it is; by the keyboard (Shift+F10) below what it is about. */
export function openContextMenu(event: MouseEvent, about: Element | null, items: MenuItems): void {
  const groups = items.filter((group) => group.length > 0);
  if (groups.length === 0) return;
  event.preventDefault();
  const box = event.button === RIGHT_BUTTON ? null : about?.getBoundingClientRect();
  const place = box ? { x: box.left + 16, y: box.bottom } : { x: event.clientX, y: event.clientY };
  contextMenu.value = { ...place, groups };
}
