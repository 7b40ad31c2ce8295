import type { Diagnosed } from "../diagnosed.ts";
import type { Result, Unread } from "../summary.ts";

/** Takes one file after the other; of many large ones no more is held than what is printed. */
export type Output = {
  add(read: Diagnosed | Unread): void;
  end(results: readonly Result[]): void;
};
