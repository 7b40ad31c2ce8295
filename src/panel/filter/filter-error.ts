import type { Place } from "./filter.ts";

/** What is wrong with a filter, and where in its text. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}
