import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { contextMenu } from "./context-menu.ts";

/** Draws the menu that is open; its focus goes back to where it was. */
export function ContextMenu() {
  const open = contextMenu.value;
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const menu = box.current;
    if (!open || !menu) return;
    before.current = document.activeElement;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(0, Math.min(open.x, innerWidth - width))}px`;
    menu.style.top = `${Math.max(0, Math.min(open.y, innerHeight - height))}px`;
    menu.querySelector("button")?.focus();
    const byPointer = (event: Event) => {
      if (event.target instanceof Node && !menu.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", byPointer);
    addEventListener("blur", close);
    return () => {
      document.removeEventListener("pointerdown", byPointer);
      removeEventListener("blur", close);
    };
  }, [open]);
  if (!open) return null;
  const close = () => {
    contextMenu.value = null;
  };
  const back = () => {
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll("button")];
    const at = items.findIndex((item) => item.matches(":focus"));
    const to = STEPS[event.key]?.(at, items.length);
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      close();
      back();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={box}
      class="menu context-menu"
      role="menu"
      tabIndex={-1}
      popover="manual"
      onKeyDown={onKey}
      onContextMenu={(event) => event.preventDefault()}
    >
      {open.groups.map((group, i) => (
        <fieldset key={group[0]?.label} class={i > 0 ? "line" : ""}>
          {group.map(({ label, checked, run }) => (
            <button
              key={label}
              type="button"
              {...roleOf(checked)}
              tabIndex={-1}
              onClick={() => {
                close();
                // First, so that what the command focuses keeps it.
                back();
                run();
              }}
            >
              {checked !== undefined && (
                <span class="check" aria-hidden="true">
                  {checked ? "✓" : ""}
                </span>
              )}
              {label}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

const roleOf = (checked: boolean | undefined) =>
  checked === undefined
    ? ({ role: "menuitem" } as const)
    : ({ role: "menuitemcheckbox", "aria-checked": checked } as const);

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};
