import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { Hop } from "../../logs/paths/hop.ts";
import type { Diagnosed } from "../diagnosed.ts";

/** For scripts: each log, and each connection's way; what strangers wrote is masked as in a report. */
export const writeLogs = ({ beside }: NonNullable<Diagnosed["logs"]>) => ({
  files: beside.logs.map(({ strange, ...log }) => ({
    ...log,
    notUnderstood: strange && { ...strange, text: quoteSafely(strange.text) },
  })),
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
    lines: errors.map(({ text, ...error }) => ({ ...error, text: quoteSafely(text) })),
  })),
});

const writeHop = ({ upstream, reason, cause, ...hop }: Hop) => ({
  ...hop,
  reason: quoteSafely(reason),
  upstream: upstream && quoteSafely(upstream),
  cause: cause && { ...cause, sign: quoteSafely(cause.sign) },
});
