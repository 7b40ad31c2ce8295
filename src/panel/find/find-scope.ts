import type { StoredRow } from "../../store/store.ts";
import type { MessageContext } from "../filter/filter.ts";
import type { HitPlace } from "./hits.ts";

/** The messages of one connection. */
export type FindTarget = {
  connectionId: string;
  /** Worked out only where it is looked through. */
  context(): MessageContext;
  /** They are in no database that a worker could read. */
  isFed: boolean;
  /** The number of its last message; -1 where it has none. */
  lastSeq: number;
};

/** The messages to look through: all of the session that the filter leaves. */
export type FindScope = {
  tabId: number;
  filterText: string;
  targets: FindTarget[];
  connectionIds(): string[];
  /** How many messages had to go: where it changes, some of what was found may be gone. */
  wentCount: number;
  /** What is older is not listed; where it changes, all is to be looked through anew. */
  clearedAt: number | null;
  /** At most so many messages of a target, from a number on. */
  read(connectionId: string, fromSeq: number, limit: number): Promise<StoredRow[]>;
  /** What is near is found first. */
  start: HitPlace | null;
  reveal(place: HitPlace): void;
  /** The same with what arrived and what went since; null where there is none to be had just now. */
  again(): Promise<FindScope | null>;
};
