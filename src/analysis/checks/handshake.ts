import { defineCheck, explainEnd, overEnded } from "../check.ts";
import { isOpened } from "../evidence.ts";
import { hadDevtools, judgeHandshake } from "../judge-handshake.ts";

/** The establishment class: never opened, as the browser's words, the status or the probe explain. */
export const handshake = defineCheck({
  name: "handshake",
  run: (context) =>
    overEnded(context, (connection) => {
      if (isOpened(connection)) return null;
      const { id, variant, ...judgement } = judgeHandshake(connection, context.session);
      // DevTools would know the reason, unless it was open and another extension hid it.
      const wantsDevtools =
        id === "handshake-failed" &&
        connection.handshake === null &&
        !hadDevtools(context.session, connection);
      return explainEnd(connection, {
        id,
        severity: id === "closed-by-page" ? "info" : "error",
        confidence: judgement.confidence,
        facts: judgement.facts,
        evidence: judgement.evidence,
        ...(variant === undefined ? {} : { variant }),
        ...(wantsDevtools ? { needs: "devtools" as const } : {}),
      });
    }),
});
