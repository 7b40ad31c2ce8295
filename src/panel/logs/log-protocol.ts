/** What the panel and the worker that reads logs say to each other: one request after the other. */
import type { LogsBeside } from "../../logs/beside.ts";
import type { Wanted } from "../../logs/wanted.ts";

export type ToLogReader =
  /** `format`: of servers that have one of their own; null: it is found out. The log of that id is replaced. */
  | { kind: "read"; id: number; file: File; format: string | null; wanted: Wanted }
  | { kind: "remove"; id: number; wanted: Wanted }
  /** The request that is worked on is given up. */
  | { kind: "cancel" };

export type FromLogReader =
  | { kind: "share"; share: number }
  /** All logs that were read, in the order in which they were given. */
  | { kind: "beside"; beside: LogsBeside }
  | { kind: "cancelled" }
  | { kind: "failed"; message: string };
