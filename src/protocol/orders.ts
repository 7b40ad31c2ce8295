/** What the user and the background want of a document. The hook is built of this: no parsing here. */

/** off: nothing is observed; watch: what happened, no bodies but a few; record: bodies too. */
export type Mode = "off" | "watch" | "record";

/** What a page may keep and hand over; the user sets it, within `LIMIT_BOUNDS`. */
export type PageLimits = {
  /** Recent messages with bodies that a watched page keeps for a recording that begins later. */
  ringMessages: number;
  ringBytes: number;
  /** Bodies that may leave a recorded page whole: so many bytes a second, so many at once. */
  bodyBytesPerSecond: number;
  bodyBurstBytes: number;
};

/** The burst: each MiB that leaves a page costs some 20 ms of CPU, beside 3 to receive it. */
export const DEFAULT_LIMITS: PageLimits = {
  ringMessages: 200,
  ringBytes: 1024 * 1024,
  bodyBytesPerSecond: 4 * 1024 * 1024,
  bodyBurstBytes: 6 * 1024 * 1024,
};

/** Least and greatest value of each. */
export const LIMIT_BOUNDS: Record<keyof PageLimits, [number, number]> = {
  ringMessages: [0, 20_000],
  ringBytes: [0, 64 * 1024 * 1024],
  bodyBytesPerSecond: [64 * 1024, 256 * 1024 * 1024],
  bodyBurstBytes: [64 * 1024, 256 * 1024 * 1024],
};

/** What a document may do: with each new port, and whenever it changes. */
export type Orders = { mode: Mode; limits: PageLimits };
