import { expect, it } from "vitest";
import { createPartsOf, joinParts } from "../../../src/background/saved-parts.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { createSession } from "../../../src/session/session.ts";

function makeJoined() {
  const session = createSession(7, 1_000);
  for (const [documentId, at] of [
    ["z", 1_001],
    ["a", 1_002],
  ] as const) {
    const about = { documentId, frameId: 0, top: false, url: "https://a.test/", hooked: true };
    reduce(session, { kind: "document-joined", at, ...about });
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
