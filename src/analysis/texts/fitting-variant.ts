import type { Draft } from "../check.ts";

/** By the variant that speaks of what the page sent: the one for a page of which no message is known. */
const UNSENT: Readonly<Record<string, string>> = {
  plain: "unsent",
  named: "unsent",
  stated: "unsent",
  spoken: "unsent-spoken",
};

/** Nothing is said of a size, or advised about a message, where none of the page's is known. */
export function fittingVariant({ id, variant, connection }: Draft): string | undefined {
  if (id !== "message-too-big" || !connection || connection.send.largestBytes > 0) return variant;
  return UNSENT[variant ?? "plain"] ?? variant;
}
