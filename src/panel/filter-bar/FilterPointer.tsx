import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Place } from "../filter/filter.ts";

type Props = Place & { field: RefObject<HTMLInputElement | null> };

/** Marks below the field which part is meant: both use letters of one width, and scroll as one. */
export function FilterPointer({ from, to, field }: Props) {
  const box = useRef<HTMLSpanElement>(null);
  const marks = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const input = field.current;
    if (!input) return;
    const follow = () => {
      if (box.current) box.current.style.width = `${input.clientWidth - 2 * FIELD_PADDING_PX}px`;
      if (marks.current) marks.current.style.translate = `${-input.scrollLeft}px`;
    };
    follow();
    input.addEventListener("scroll", follow);
    const sizes = new ResizeObserver(follow);
    sizes.observe(input);
    return () => {
      input.removeEventListener("scroll", follow);
      sizes.disconnect();
    };
  }, [field]);
  return (
    <span ref={box} class="pointer-box" aria-hidden="true">
      <span ref={marks} class="pointer mono">
        {" ".repeat(from)}
        {"^".repeat(Math.max(1, to - from))}
      </span>
    </span>
  );
}

/** As in filter-bar.css. */
const FIELD_PADDING_PX = 6;
