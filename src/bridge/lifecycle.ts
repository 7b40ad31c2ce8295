import type { PageEvent } from "../protocol/page-event.ts";

type Report = (event: PageEvent) => void;

/** What happens to the document itself. None of these listeners can be seen by the page. */
export function watchLifecycle(report: Report, seq: () => number): void {
  const base = () => ({ at: performance.now(), seq: seq() });
  document.addEventListener("visibilitychange", () =>
    report({ kind: "visibility", ...base(), visible: document.visibilityState === "visible" }),
  );
  document.addEventListener("freeze", () => report({ kind: "freeze", ...base() }));
  document.addEventListener("resume", () => report({ kind: "resume", ...base() }));
  window.addEventListener("online", () => report({ kind: "online", ...base() }));
  window.addEventListener("offline", () => report({ kind: "offline", ...base() }));
  document.addEventListener("securitypolicyviolation", (event) => {
    if (!event.isTrusted || !event.effectiveDirective.startsWith("connect-src")) return;
    report({
      kind: "csp-violation",
      ...base(),
      url: event.blockedURI,
      directive: event.effectiveDirective,
      disposition: event.disposition,
    });
  });
}
