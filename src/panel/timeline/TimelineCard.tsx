import { useLayoutEffect, useRef } from "preact/hooks";
import type { Card } from "./describe-item.ts";

type Props = { card: Card; x: number; y: number };

const AWAY_PX = 14;

/** Beside the pointer, inside of the window. The keyboard has the same words read out. */
export function TimelineCard({ card, x, y }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const parent = element?.offsetParent?.getBoundingClientRect();
    if (!element || !parent) return;
    const { offsetWidth, offsetHeight } = element;
    const left = Math.min(x + AWAY_PX, innerWidth - parent.left - offsetWidth - 4);
    const below = y + AWAY_PX;
    const fits = parent.top + below + offsetHeight < innerHeight;
    element.style.left = `${Math.max(4 - parent.left, left)}px`;
    element.style.top = `${fits ? below : Math.max(-parent.top, y - AWAY_PX - offsetHeight)}px`;
  });
  return (
    <div ref={box} class="timeline-card" aria-hidden="true">
      <bdi class="mono">{card.title}</bdi>
      {card.lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {card.finding && <div class="timeline-finding">{card.finding}</div>}
    </div>
  );
}
