import type { Session } from "./session.ts";

/** Whether the page tried to open a socket, if only by a constructor that threw. */
export const hasAttempts = ({ connections, constructorErrors }: Session): boolean =>
  connections.size + constructorErrors.length > 0;
