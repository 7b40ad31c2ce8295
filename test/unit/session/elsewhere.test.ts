import { describe, expect, it } from "vitest";
import { MAX_ELSEWHERE, MAX_HOST_LENGTH } from "../../../src/session/limits.ts";
import { originOf } from "../../../src/session/page-origin.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { shownSession } from "../../../src/session/shown.ts";
import { makeDocument, makeReturn, makeSession, T0 } from "../../builders.ts";

const joined = (documentId: string, url: string): SessionEvent => {
  const at = T0 + 90_000;
  const about = { frameId: 0, top: true, hooked: true, visible: true, online: true };
  return { kind: "document-joined", at, documentId, url, ...about };
};

describe("what came back in other tabs", () => {
  it("is noted for the page that is shown, in order of time", () => {
    const early = makeReturn({ connectionId: "other-3", backAt: T0 + 10, page: 77 });
    const other = { ...early, connectionId: "other-4" };
    const late = { ...early, connectionId: "other-5", backAt: T0 + 20 };
    const session = makeSession({ page: 3, documents: [makeDocument({ page: 3 })] });
    reduce(session, { kind: "elsewhere", returns: [late] });
    reduce(session, { kind: "elsewhere", returns: [early, other] });
    expect(session.elsewhere).toEqual([early, other, late].map((each) => ({ ...each, page: 3 })));
  });

  it("is noted once, however often it is told", () => {
    const returns = [makeReturn(), makeReturn({ connectionId: "other-3" }), makeReturn({ tab: 3 })];
    const session = makeSession();
    for (let n = 0; n < 3; n++) reduce(session, { kind: "elsewhere", returns });
    expect(session.elsewhere).toHaveLength(3);
  });

  it("is kept up to a cap, the newest", () => {
    const returns = Array.from({ length: 1_000 }, (_, i) =>
      makeReturn({ connectionId: `other-${i}`, backAt: T0 + i }),
    );
    const session = makeSession();
    reduce(session, { kind: "elsewhere", returns });
    reduce(session, { kind: "elsewhere", returns: returns.slice(0, 100) });
    expect(session.elsewhere).toEqual(returns.slice(-MAX_ELSEWHERE));
  });

  it("is not noted where no host has such a name, where the page came later, or without a page", () => {
    const returns = [
      makeReturn({ hostPort: "h".repeat(MAX_HOST_LENGTH + 1) }),
      makeReturn({ backAt: T0 - 2_000 }),
    ];
    const session = makeSession({ documents: [makeDocument({ joinedAt: T0 - 1_000 })] });
    reduce(session, { kind: "elsewhere", returns });
    expect(session.elsewhere).toEqual([]);
    const empty = makeSession({ documents: [] });
    reduce(empty, { kind: "elsewhere", returns: [makeReturn()] });
    expect(empty.elsewhere).toEqual([]);
  });

  it("goes with its page", () => {
    const session = makeSession();
    reduce(session, { kind: "elsewhere", returns: [makeReturn()] });
    reduce(session, joined("d2", "https://elsewhere.example.com/"));
    // The page before may be in the back/forward cache.
    expect(shownSession(session).elsewhere).toEqual([]);
    expect(session.elsewhere).toHaveLength(1);
    const before = session.documents.get("d1");
    if (before) before.state = "gone";
    reduce(session, joined("d3", "https://elsewhere.example.com/"));
    expect(session.elsewhere).toEqual([]);
  });

  it("is kept with Preserve log, and goes when the session is cleared", () => {
    const session = makeSession({ preserveLog: true });
    reduce(session, { kind: "elsewhere", returns: [makeReturn()] });
    reduce(session, joined("d2", "https://elsewhere.example.com/"));
    expect(shownSession(session).elsewhere).toHaveLength(1);
    reduce(session, { kind: "clear", at: T0 + 90_000 });
    expect(session.elsewhere).toEqual([]);
  });
});

describe("a page's origin", () => {
  const originAt = (url: string) => originOf(makeSession({ documents: [makeDocument({ url })] }));

  it("is its scheme, host and port", () => {
    expect(originAt("https://App.example.com:443/a?b#c")).toBe(originAt("https://app.example.com"));
    expect(originAt("https://app.example.com")).not.toBe(originAt("http://app.example.com"));
    expect(originAt("https://app.example.com")).not.toBe(originAt("https://app.example.com:8443"));
    expect(originAt("https://app.example.com")).not.toBe(originAt("https://example.com"));
  });

  it.each(["about:blank", "data:text/html,x", "file:///home/me/page.html", ""])(
    "is none of %j, which nothing shares with another",
    (url) => {
      expect(originAt(url)).toBeNull();
    },
  );

  it("is that of the page which is shown", () => {
    const documents = [
      makeDocument({ id: "d1", page: 1, url: "https://before.example.com/" }),
      makeDocument({ id: "d2", page: 2, url: "https://now.example.com/" }),
      makeDocument({ id: "d3", page: 2, url: "https://frame.example.com/", top: false }),
    ];
    const session = makeSession({ page: 2, documents });
    expect(originOf(session)).toContain("now.example.com");
  });
});
