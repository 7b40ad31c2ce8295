import type { HitPlace } from "./hits.ts";

/** The list of messages that is shown, where what is near is found first. */
export type FindList = {
  has(connectionId: string): boolean;
  /** The message that is open in it, or else where it begins. */
  start(): HitPlace | null;
  show(place: HitPlace): void;
};
