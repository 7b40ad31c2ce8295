/** What each metric counts, in the unit (UCUM) that it says; `docs/opentelemetry.md` lists them. */
export const OTLP_METRICS = {
  "stormglass.connections": {
    unit: "{connection}",
    description: "Connections that were made, by what became of them.",
  },
  "stormglass.connections.forgotten": {
    unit: "{connection}",
    description: "Connections of which the session kept nothing but their number.",
  },
  "stormglass.connection.uptime": {
    unit: "s",
    description: "From the opening of a connection until it ended, of those that ended.",
  },
  "stormglass.handshake.duration": {
    unit: "s",
    description: "From the construction of a socket until it was open.",
  },
  "stormglass.messages": {
    unit: "{message}",
    description: "Messages that were sent and received.",
  },
  "stormglass.io": {
    unit: "By",
    description: "Bytes of the messages that were sent and received.",
  },
  "stormglass.outages": {
    unit: "{outage}",
    description: "Times that an endpoint was out of reach, by the first cause.",
  },
  "stormglass.outage.duration": {
    unit: "s",
    description: "How long an endpoint was out of reach, of outages that ended.",
  },
  "stormglass.downtime": {
    unit: "s",
    description: "How long an endpoint was out of reach in all.",
  },
  "stormglass.availability": {
    unit: "1",
    description:
      "The share of the time since its first connection in which an endpoint was not out of reach.",
  },
  "stormglass.findings": {
    unit: "{finding}",
    description: "What was found.",
  },
  "stormglass.health.score": {
    unit: "1",
    description: "The health of the session, 0 to 100; left out where nothing says how it went.",
  },
} as const;

export type OtlpMetricName = keyof typeof OTLP_METRICS;
