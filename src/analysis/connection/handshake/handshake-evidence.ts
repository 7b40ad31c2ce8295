import { headerOf } from "../../../protocol/headers.ts";
import { maskWords } from "../../../secrets/secret-words.ts";
import type { Handshake, Probe } from "../../../session/session.ts";
import type { Evidence } from "../../finding.ts";
import { figure } from "../evidence.ts";

/** Headers that name what answered (`Server`, `Via`, …) or say what to do (`Retry-After`). */
const TELLING_HEADERS = ["retry-after", "server", "via", "cf-ray", "location", "upgrade"];

export function handshakeEvidence(handshake: Handshake): Evidence[] {
  const { at } = handshake;
  return [
    ...figure("http-status", handshake.status, undefined, { at }),
    ...figure("browser-words", maskWords(handshake.error ?? ""), undefined, { at }),
    ...(handshake.blanked ? figure("browser-words", "hidden by another extension") : []),
    ...TELLING_HEADERS.flatMap((name) =>
      figure("header", headerOf(handshake.responseHeaders, name), undefined, {
        of: name,
      }),
    ),
    ...figure("address", handshake.remoteAddress),
  ];
}

export const probeEvidence = (probe: Probe): Evidence[] => [
  ...figure(
    probe.withCredentials ? "probe-with-cookies" : "probe",
    probe.error || probe.status || probe.outcome,
    undefined,
    { at: probe.at },
  ),
  ...["server", "via"].flatMap((name) =>
    figure("header", maskWords(headerOf(probe.headers, name) ?? ""), undefined, { of: name }),
  ),
];
