import { defineCheck, explainEnd, overEnded } from "../check.ts";
import { dropEvidence, figure, isOpened, largestEvidence } from "../evidence.ts";
import { judgeFrameError } from "../handshake-errors.ts";

/** The last resort for a connection that had opened, so that no end stays unexplained. */
const LEAST = 0.4;
const UNSEEN = 0.2;
/** DevTools' words on a broken frame are the browser's own reason for failing the connection. */
const SURE = 0.95;

/** 1006 after open: what DevTools says of it, or that nothing better is known. */
export const abnormalClosure = defineCheck({
  name: "abnormal-closure",
  run: (context) =>
    overEnded(context, (connection) => {
      if (!isOpened(connection)) return null;
      const { code, by } = connection.end;
      const words = connection.handshake?.error;
      const told = words && (code === 1006 || code === null) ? judgeFrameError(words) : null;
      const evidence = [
        ...dropEvidence(connection),
        ...figure("the browser's words", words),
        ...largestEvidence(connection, "send"),
      ];
      if (told) {
        return explainEnd(connection, { ...told, severity: "error", confidence: SURE, evidence });
      }
      const isUnseen = by === "devtools" && code === null;
      return explainEnd(connection, {
        id: "abnormal-closure",
        ...(isUnseen ? { variant: "unseen" } : {}),
        severity: isUnseen ? "info" : "error",
        confidence: isUnseen ? UNSEEN : LEAST,
        evidence,
      });
    }),
});
