import { expect, it } from "vitest";
import { createPartsOf, joinParts } from "../../../../src/background/saved/saved-parts.ts";
import { MAX_ELSEWHERE } from "../../../../src/session/limits.ts";
import { reduce } from "../../../../src/session/reduce.ts";
import { createSession } from "../../../../src/session/session.ts";
import { makeReturn, makeSession, T0 } from "../../../builders.ts";

function makeJoined() {
  const session = createSession(7, 1_000);
  for (const [documentId, at] of [
    ["z", 1_001],
    ["a", 1_002],
  ] as const) {
    const about = { documentId, frameId: 0, top: false, url: "https://a.test/" };
    const seen = { hooked: true, visible: true, online: true };
    reduce(session, { kind: "document-joined", at, ...about, ...seen });
  }
  return session;
}

it("gives back the session whose parts were written", () => {
  const session = makeJoined();
  const { items } = createPartsOf(session).changed();
  expect(joinParts(JSON.parse(JSON.stringify(items))).get(7)).toEqual(session);
});

it("gives only the parts that changed, and what is gone", () => {
  const session = makeJoined();
  const parts = createPartsOf(session);
  parts.changed();
  const document = session.documents.get("a");
  if (document) document.appliedSeq = 12;
  session.documents.delete("z");
  const { items, removed } = parts.changed();
  expect(Object.keys(items)).toEqual(["tab:7", "tab:7:document:a"]);
  expect(removed).toEqual(["tab:7:document:z"]);
});

it("gives what came back in other tabs again where one came into the midst of a full list", () => {
  const session = makeSession({
    elsewhere: Array.from({ length: MAX_ELSEWHERE }, (_, i) =>
      makeReturn({ connectionId: `other-${i}`, backAt: T0 + i }),
    ),
  });
  const parts = createPartsOf(session);
  expect(parts.changed().items["tab:1:elsewhere"]).toEqual(session.elsewhere);
  expect(parts.changed().items).not.toHaveProperty("tab:1:elsewhere");
  const late = makeReturn({ connectionId: "late", backAt: T0 + 10.5 });
  reduce(session, { kind: "elsewhere", returns: [late] });
  expect(parts.changed().items["tab:1:elsewhere"]).toContainEqual(late);
});
