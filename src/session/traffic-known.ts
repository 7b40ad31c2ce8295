import type { Connection } from "./session.ts";

/** What a page worker's socket says is told when it is over: until then a count of 0 says nothing. */
export const isTrafficKnown = ({ pageWorker, end, lastMessage }: Connection): boolean =>
  !pageWorker || lastMessage !== null || end?.by === "devtools";

/** In place of a count. */
export const TOLD_AT_ITS_END = "a page worker's messages are told when its socket is over";
