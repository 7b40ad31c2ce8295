import type { PageEvent } from "../protocol/page-event.ts";
import type { OnTrusted } from "./lasting-listeners.ts";

type Report = (event: PageEvent) => void;

/** What happens to the document itself. None of these listeners can be seen by the page. */
export function watchLifecycle(onTrusted: OnTrusted, report: Report, seq: () => number): void {
  const base = () => ({ at: performance.now(), seq: seq() });
  onTrusted(document, "visibilitychange", () =>
    report({ kind: "visibility", ...base(), visible: document.visibilityState === "visible" }),
  );
  onTrusted(document, "freeze", () => report({ kind: "freeze", ...base() }));
  onTrusted(document, "resume", () => report({ kind: "resume", ...base() }));
  onTrusted(window, "online", () => report({ kind: "online", ...base() }));
  onTrusted(window, "offline", () => report({ kind: "offline", ...base() }));
  onTrusted(document, "securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, disposition } = event as SecurityPolicyViolationEvent;
    if (!effectiveDirective.startsWith("connect-src")) return;
    report({
      kind: "csp-violation",
      ...base(),
      url: blockedURI,
      directive: effectiveDirective,
      disposition,
    });
  });
}
