import { describe, expect, it } from "vitest";
import { parseOverrides } from "../../../src/session/overrides.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { makeSession, T0 } from "../../builders.ts";

const SAID = { 7: { outcome: "no" as const, note: "TypeError in chat.ts" } };
const NEXT_PAGE: SessionEvent = {
  kind: "document-joined",
  at: T0 + 1_000,
  documentId: "next",
  frameId: 0,
  top: true,
  url: "https://app.example.com/next",
  hooked: true,
  visible: true,
  online: true,
};
const afterSaying = (preserveLog = false) =>
  reduce(makeSession({ preserveLog }), { kind: "overrides", overrides: SAID });

describe("what the user says of the checklist", () => {
  it("is kept with the session, and takes the place of what was said before", () => {
    const session = afterSaying();
    expect(session.overrides).toEqual(SAID);
    reduce(session, { kind: "overrides", overrides: { 9: { note: "new key" } } });
    expect(session.overrides).toEqual({ 9: { note: "new key" } });
  });

  it("goes with the page of which it was said", () => {
    expect(reduce(afterSaying(), NEXT_PAGE).overrides).toEqual({});
  });

  it("stays where the log is preserved, and where only a frame is loaded", () => {
    expect(reduce(afterSaying(true), NEXT_PAGE).overrides).toEqual(SAID);
    expect(reduce(afterSaying(), { ...NEXT_PAGE, top: false }).overrides).toEqual(SAID);
  });

  it("stays when the list is cleared: it is the user's own", () => {
    expect(reduce(afterSaying(), { kind: "clear", at: T0 + 1_000 }).overrides).toEqual(SAID);
  });
});

describe("what is read as the user's word", () => {
  it.each([undefined, null, 5, "no", [], { 7: null }, { 7: {} }, { 7: { outcome: "perhaps" } }])(
    "is nothing of %j",
    (raw) => {
      expect(parseOverrides(raw)).toEqual({});
    },
  );

  it("is what has a number, an answer or a note", () => {
    const raw = { 7: { outcome: "no", note: 5, more: 1 }, 9: { note: "" }, x: { note: "lost" } };
    expect(parseOverrides(raw)).toEqual({ 7: { outcome: "no" }, 9: { note: "" } });
  });

  it("takes bounded room", () => {
    const raw = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, i) => [i, { note: "x".repeat(5_000) }]),
    );
    const read = parseOverrides(raw);
    expect(Object.keys(read)).toHaveLength(100);
    expect(read[7]?.note).toHaveLength(1_000);
  });
});
