import { useEffect, useState } from "preact/hooks";
import type { Room } from "../messages/message-split.ts";

const LOW_PX = 500;
/** Of a window so narrow that its panes stand below each other. */
const NARROW_PX = 640;
const LOW_WHERE_NARROW_PX = 800;

/** Too little for the timeline and what is said below it. */
export const isTight = ({ widthPx, heightPx }: Room): boolean =>
  heightPx < (widthPx <= NARROW_PX ? LOW_WHERE_NARROW_PX : LOW_PX);

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
