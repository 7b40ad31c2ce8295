import { type Draft, defineCheck, type Ended, explainEnd, overEnded } from "../check.ts";
import { isOpened, isUntold, logEvidence } from "../connection/evidence.ts";
import { hadDevtools, isOfflineAt, judgeAttempt } from "../connection/judge-handshake.ts";
import { rememberPerConnection } from "../remember.ts";

type Around = "online" | "offline" | "online, with DevTools" | "offline, with DevTools";

/** The establishment class: never opened, as the browser's words, the status or the probe explain. */
export const handshake = defineCheck({
  name: "handshake",
  run: (context) =>
    overEnded(context, (connection) => {
      if (isOpened(connection) || isUntold(connection)) return null;
      const line = isOfflineAt(context.session, connection.createdAt) ? "offline" : "online";
      const around: Around = hadDevtools(context.session, connection)
        ? `${line}, with DevTools`
        : line;
      return explainOnce(connection, around);
    }),
});

const explainOnce = rememberPerConnection((connection: Ended, around: Around): Draft => {
  const { id, variant, ...judgement } = judgeAttempt(connection, around.startsWith("offline"));
  // DevTools would know the reason, unless it was open and another extension hid it.
  const wantsDevtools =
    id === "handshake-failed" && connection.handshake === null && !around.endsWith("DevTools");
  return explainEnd(connection, {
    id,
    severity: id === "closed-by-page" ? "info" : "error",
    confidence: judgement.confidence,
    facts: judgement.facts,
    evidence: [
      ...judgement.evidence,
      // Only what was answered reached a server that could log it.
      ...(connection.handshake?.status ? logEvidence(connection) : []),
    ],
    ...(variant === undefined ? {} : { variant }),
    ...(judgement.caveat === undefined ? {} : { caveat: judgement.caveat }),
    ...(wantsDevtools ? { needs: "devtools" as const } : {}),
  });
});
