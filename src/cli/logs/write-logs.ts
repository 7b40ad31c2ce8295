import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { LogSummary } from "../../logs/beside.ts";
import type { NearError } from "../../logs/near-errors.ts";
import type { Hop } from "../../logs/paths/hop.ts";
import type { Diagnosed } from "../diagnosed.ts";

/**
 * For scripts: each log, and each connection's way; what strangers wrote is masked as in a report,
 * and so is what logs and servers are called: a log's lines name the servers, and its file may be
 * named after anything.
 */
export const writeLogs = ({ beside }: NonNullable<Diagnosed["logs"]>) => ({
  files: beside.logs.map(writeFile),
  paths: [...beside.paths.values()].map(({ connection, hops, verdict, firstToEnd }) => ({
    connectionId: connection.id,
    hops: hops.map(writeHop),
    verdict: verdict && {
      ...verdict,
      cause: { ...verdict.cause, sign: quoteSafely(verdict.cause.sign) },
    },
    firstToEnd,
  })),
  errors: [...beside.errors].map(([connectionId, errors]) => ({
    connectionId,
    lines: errors.map(writeError),
  })),
});

const writeFile = ({ strange, name, server, formats, mapping, ...log }: LogSummary) => ({
  ...log,
  name: quoteSafely(name),
  server: quoteSafely(server),
  formats: formats.map((format) => ({ ...format, name: quoteSafely(format.name) })),
  mapping: mapping.map((each) => ({ ...each, name: quoteSafely(each.name) })),
  notUnderstood: strange && { ...strange, text: quoteSafely(strange.text) },
});

const writeHop = ({ server, logs, upstream, reason, cause, ...hop }: Hop) => ({
  ...hop,
  server: quoteSafely(server),
  logs: logs.map(quoteSafely),
  reason: quoteSafely(reason),
  upstream: upstream && quoteSafely(upstream),
  cause: cause && { ...cause, sign: quoteSafely(cause.sign) },
});

const writeError = ({ log, text, ...error }: NearError) => ({
  ...error,
  log: quoteSafely(log),
  text: quoteSafely(text),
});
