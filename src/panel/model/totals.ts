import type { Session } from "../../session/session.ts";

export type Totals = {
  connections: number;
  connecting: number;
  open: number;
  closed: number;
  messages: number;
  dropped: number;
};

export function totalsOf(session: Session): Totals {
  const totals = { connections: 0, connecting: 0, open: 0, closed: 0, messages: 0, dropped: 0 };
  for (const { end, open, send, receive } of session.connections.values()) {
    totals.connections++;
    totals.messages += send.count + receive.count;
    if (end) totals.closed++;
    else if (open) totals.open++;
    else totals.connecting++;
  }
  for (const { count, what } of session.dropped) {
    if (what !== "steps" && what !== "sockets") totals.dropped += count;
  }
  return totals;
}
