import type { Judged } from "../analysis/report/alike.ts";
import type { ToldConnection } from "./connection-spans.ts";
import { endpointAttributes, subjectAttributes } from "./endpoint-attributes.ts";
import {
  gaugeMetric,
  histogramMetric,
  type PointFrame,
  type Sample,
  sumMetric,
} from "./metric-points.ts";
import type { OtlpMetric, Temporality } from "./otlp.ts";

const seconds = (ms: number): number => ms / 1_000;

/** The rates of one session, by endpoint. */
export function metricsOf(
  { session, report, nowMs }: Judged,
  told: readonly ToldConnection[],
  temporality: Temporality,
): OtlpMetric[] {
  const firstAt = told.map(({ report: { createdAt } }) => createdAt);
  const startMs = firstAt.reduce((first, at) => Math.min(first, at), session.startedAt);
  const frame: PointFrame = { startMs, endMs: nowMs, temporality };
  const away = report.outages.flatMap((outage) =>
    outage.away.map((own) => ({ ...own, cause: outage.cause })),
  );
  const metrics = [
    sumMetric("stormglass.connections", told.map(connectionSample), frame),
    sumMetric("stormglass.connections.forgotten", forgottenSamples(session), frame),
    histogramMetric("stormglass.connection.uptime", told.flatMap(uptimeSample), frame),
    histogramMetric("stormglass.handshake.duration", told.flatMap(handshakeSample), frame),
    sumMetric("stormglass.messages", told.flatMap(perDirection("count")), frame),
    sumMetric("stormglass.io", told.flatMap(perDirection("sizeBytes")), frame),
    sumMetric(
      "stormglass.outages",
      away.map(({ url, cause }) => ({
        by: { ...endpointAttributes(url), "error.type": cause },
        value: 1,
      })),
      frame,
    ),
    histogramMetric(
      "stormglass.outage.duration",
      away.flatMap(({ url, begin, until }) =>
        until === null ? [] : [{ by: endpointAttributes(url), value: seconds(until - begin) }],
      ),
      frame,
    ),
    sumMetric(
      "stormglass.downtime",
      report.recovery.map(({ url, downMs }) => ({
        by: endpointAttributes(url),
        value: seconds(downMs),
      })),
      frame,
    ),
    gaugeMetric("stormglass.availability", availabilitySamples(report, told), frame),
    sumMetric(
      "stormglass.findings",
      report.findings.map(({ id, severity, class: kind, subject }) => ({
        by: {
          ...subjectAttributes(subject),
          "stormglass.finding.id": id,
          "stormglass.finding.severity": severity,
          "stormglass.finding.class": kind,
        },
        value: 1,
      })),
      frame,
    ),
    // Nobody knows how a session went of which nothing says how anything ended.
    gaugeMetric(
      "stormglass.health.score",
      report.health.grade === "?" ? [] : [{ by: {}, value: report.health.score }],
      frame,
    ),
  ];
  return metrics.filter((metric) => metric !== null);
}

const connectionSample = ({ report, primary }: ToldConnection): Sample => ({
  by: {
    ...endpointAttributes(report.endpoint),
    "stormglass.connection.opened": report.openedAt !== null,
    "stormglass.connection.state": report.state,
    "stormglass.finding.id": primary?.id,
  },
  value: 1,
});

const forgottenSamples = (session: Judged["session"]): Sample[] =>
  session.forgottenEndpoints.map(({ endpoint, count }) => ({
    by: endpointAttributes(endpoint),
    value: count,
  }));

const uptimeSample = ({ report: { endpoint, openedAt, closedAt } }: ToldConnection): Sample[] =>
  openedAt === null || closedAt === null
    ? []
    : [{ by: endpointAttributes(endpoint), value: seconds(closedAt - openedAt) }];

const handshakeSample = ({
  report: { endpoint, openedAt, createdAt },
}: ToldConnection): Sample[] =>
  openedAt === null
    ? []
    : [{ by: endpointAttributes(endpoint), value: seconds(openedAt - createdAt) }];

/** `network.io.direction` has the conventions' words for it. */
const perDirection =
  (field: "count" | "sizeBytes") =>
  ({ connection, report: { endpoint } }: ToldConnection): Sample[] => [
    {
      by: { ...endpointAttributes(endpoint), "network.io.direction": "transmit" },
      value: connection.send[field],
    },
    {
      by: { ...endpointAttributes(endpoint), "network.io.direction": "receive" },
      value: connection.receive[field],
    },
  ];

/** An endpoint without an outage was never out of reach, as long as it was reached at all. */
function availabilitySamples(
  { recovery }: Judged["report"],
  told: readonly ToldConnection[],
): Sample[] {
  const known = new Map<string, number>();
  for (const { report } of told) if (report.openedAt !== null) known.set(report.endpoint, 1);
  for (const { url, availability } of recovery) known.set(url, availability);
  return [...known].map(([endpoint, value]) => ({ by: endpointAttributes(endpoint), value }));
}
