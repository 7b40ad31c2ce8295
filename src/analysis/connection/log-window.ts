import type { Connection } from "../../session/session.ts";

/** Where to look in the server's or the proxy's log. */
export type LogWindow = {
  /** UTC, to the millisecond, as in "2027-01-15 08:00:00.000". */
  from: string;
  /** Null while it lives. */
  until: string | null;
  durationMs: number | null;
  /** What the handshake's answer calls the request. */
  ids: { name: string; value: string }[];
};

/** Headers by which a proxy or a cloud names one request, also in its log. */
const ID_HEADERS = new Set(
  "cf-ray x-request-id x-correlation-id request-id x-amzn-requestid x-amzn-trace-id x-amz-cf-id apigw-requestid fly-request-id x-azure-ref x-cloud-trace-context x-vercel-id x-nf-request-id x-railway-request-id x-kong-request-id traceparent".split(
    " ",
  ),
);
/** What an id looks like; a header that holds anything else is not quoted. */
const ID_VALUE = /^[\w:;=.,/+@-]{1,160}$/;
/** The ends of what a `Date` can hold (ECMA-262 §21.4.1.1). */
const MAX_DATE_MS = 8.64e15;

/** From the construction to the end. Null where its times are not to be trusted. */
export function logWindow({ createdAt, end, handshake }: Connection): LogWindow | null {
  const from = utcOf(createdAt);
  if (from === null) return null;
  const until = end === null ? null : utcOf(end.at);
  return {
    from,
    until,
    durationMs: end === null || until === null ? null : Math.max(0, end.at - createdAt),
    ids: (handshake?.responseHeaders ?? []).filter(
      ({ name, value }) => ID_HEADERS.has(name.toLowerCase()) && ID_VALUE.test(value),
    ),
  };
}

function utcOf(ms: number): string | null {
  if (!(Math.abs(ms) <= MAX_DATE_MS)) return null;
  return new Date(ms).toISOString().replace("T", " ").replace("Z", "");
}
