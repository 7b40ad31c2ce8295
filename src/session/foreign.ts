import type { Session } from "./session.ts";

/** No browser has such a tab. */
export const NO_TAB = -1;

/** Whether it was read from another tool's file: of its page nothing more is to be had. */
export const isForeign = ({ tabId }: Session): boolean => tabId === NO_TAB;
