import type { RefObject, TargetedEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { KeptList } from "../../model/kept-views.ts";
import {
  followScroll,
  placeOfTop,
  type ScrollPlace,
  type ScrollScale,
  scaleOf,
  settleScroll,
  topOf,
} from "./scroll-scale.ts";

type List = {
  count: number;
  rowHeightPx: number;
  headerPx: number;
  /** Stay at the end while rows arrive, unless the user has scrolled away from it. */
  followEnd: boolean;
  /** Is kept in sight; -1: none. */
  activeIndex: number;
  /** What the active row stands for: the same while others that come only change its index. */
  active: unknown;
  /** Where it was left, and is noted to stand. */
  kept: KeptList | null;
};

/** Where a list of any length stands in its scrolling box, and what keeps it there. */
export function useScrollPlace(box: RefObject<HTMLDivElement | null>, list: List) {
  const { count, rowHeightPx, headerPx, followEnd, activeIndex, active, kept } = list;
  const [place, setPlace] = useState<ScrollPlace>({ scrollPx: 0, offsetPx: 0 });
  const [heightPx, setHeightPx] = useState(400);
  const atEnd = useRef(true);
  /** The place as it is, which may not be drawn yet. */
  const current = useRef(place);
  /** The row that was last kept in sight, and in how much; none in a list that comes back as it was left. */
  const sight = useRef(kept && kept.topPx !== null ? { active, rowPx: 0, viewPx: 0 } : null);
  const scaleAt = (viewPx: number) => scaleOf(count * rowHeightPx, viewPx - headerPx);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setHeightPx(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  /** `from`: where the box stands now. */
  const move = (element: HTMLDivElement, from: number, to: ScrollPlace) => {
    if (to.scrollPx !== from) element.scrollTop = to.scrollPx;
    const { scrollPx, offsetPx } = current.current;
    if (to.scrollPx === scrollPx && to.offsetPx === offsetPx) return;
    current.current = to;
    if (kept) kept.topPx = topOf(to);
    setPlace(to);
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !kept) return;
    kept.topPx ??= 0;
    move(element, 0, placeOfTop(scaleAt(element.clientHeight), kept.topPx));
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const from = current.current.scrollPx;
    const scale = scaleAt(element.clientHeight);
    const isFollowing = followEnd && atEnd.current;
    const end = () => placeOfTop(scale, scale.contentMaxPx);
    move(element, from, isFollowing ? end() : followScroll(scale, current.current, from));
  }, [count, followEnd, heightPx]);

  useLayoutEffect(() => {
    const element = box.current;
    if (activeIndex < 0) sight.current = null;
    if (!element || activeIndex < 0) return;
    const scale = scaleAt(element.clientHeight);
    const rowPx = activeIndex * rowHeightPx;
    const from = element.scrollTop;
    const topPx = topOf(followScroll(scale, current.current, from));
    const before = sight.current;
    sight.current = { active, rowPx, viewPx: scale.viewPx };
    // What the user scrolled out of sight stays there while others come, or the height changes.
    if (before && before.active === active && !isBetween(before.rowPx - topPx, before.viewPx))
      return;
    const lowestPx = rowPx + rowHeightPx - scale.viewPx;
    if (rowPx < topPx) move(element, from, placeOfTop(scale, rowPx));
    else if (lowestPx > topPx) move(element, from, placeOfTop(scale, lowestPx));
    // The height as well: what opens below the list must not cover the row that it belongs to.
  }, [active, activeIndex, rowHeightPx, headerPx, heightPx]);

  const hear = (how: (scale: ScrollScale, scrollPx: number) => ScrollPlace) => {
    return ({ currentTarget }: TargetedEvent<HTMLDivElement>) => {
      const { scrollTop, clientHeight } = currentTarget;
      const scale = scaleAt(clientHeight);
      const to = how(scale, scrollTop);
      atEnd.current = topOf(to) >= scale.contentMaxPx - rowHeightPx;
      move(currentTarget, scrollTop, to);
    };
  };
  return {
    /** What of the content is at the upper edge, and how far below the scroll position that is. */
    topPx: topOf(place),
    offsetPx: place.offsetPx,
    spacePx: scaleAt(heightPx).spacePx,
    atEnd,
    pageRows: Math.max(1, Math.floor((heightPx - headerPx) / rowHeightPx)),
    onScroll: hear((scale, scrollPx) => followScroll(scale, current.current, scrollPx)),
    onScrollEnd: hear((scale) => settleScroll(scale, current.current)),
  };
}

const isBetween = (px: number, viewPx: number): boolean => px >= 0 && px < viewPx;
