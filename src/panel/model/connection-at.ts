import type { Session } from "../../session/session.ts";

/** Which connection of an endpoint tells what happened at a time: `preferred` where it has it. */
export function connectionAt(
  { connections }: Session,
  endpoint: string,
  at: number,
  preferred: string | null,
): string | null {
  if (preferred !== null && connections.has(preferred)) return preferred;
  const own = [...connections.values()].filter((one) => one.endpoint === endpoint);
  // The one that lived then, else the last that began before.
  const before = own.filter(({ createdAt }) => createdAt <= at);
  const lived = before.findLast(({ end }) => !end || end.at >= at);
  return (lived ?? before.at(-1) ?? own[0])?.id ?? null;
}
