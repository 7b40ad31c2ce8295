import { useEffect, useState } from "preact/hooks";
import type { Room } from "../messages/message-split.ts";

const LOW_PX = 500;
/** Of a window so narrow that its panes stand below each other. */
const NARROW_PX = 640;
const LOW_WHERE_NARROW_PX = 800;

/** Docked to the bottom there is room for what lies side by side, and for the conclusion below it. */
const LEAST_PX = 300;

/** How much of the timeline stands above what is said: all of it, two lanes, or none until it is asked for. */
export function roomForTimeline({ widthPx, heightPx }: Room): "whole" | "low" | "none" {
  if (widthPx <= NARROW_PX) return heightPx < LOW_WHERE_NARROW_PX ? "none" : "whole";
  if (heightPx >= LOW_PX) return "whole";
  return heightPx < LEAST_PX ? "none" : "low";
}

export function useWindowSize(): Room {
  const [size, setSize] = useState(readSize);
  useEffect(() => {
    const hear = () => setSize(readSize());
    addEventListener("resize", hear);
    return () => removeEventListener("resize", hear);
  }, []);
  return size;
}

const readSize = (): Room => ({ widthPx: innerWidth, heightPx: innerHeight });
