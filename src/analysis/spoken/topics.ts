/** What servers, services and pages speak of when they refuse, fail or leave. */
const TOPICS = [
  "credentials",
  "quota",
  "context",
  "rate",
  "connections",
  "size",
  "idle",
  "heartbeat",
  "handshake",
  "lifetime",
  "timeout",
  "taken-over",
  "restart",
  "overloaded",
  "version",
  "not-found",
  "policy",
  "upstream",
  "format",
  "invalid",
  "server",
] as const;

export type Topic = (typeof TOPICS)[number];
