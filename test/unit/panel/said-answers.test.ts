import { describe, expect, it } from "vitest";
import { createModel } from "../../../src/panel/model/model.ts";
import { makeSession, T0 } from "../../builders.ts";

const ABOUT = {
  coverage: "watched",
  paused: false,
  tabUrl: null,
  siteMode: null,
  ruledBy: null,
  siteModeUnsaved: false,
  storage: { place: "disk" },
} as const;

function watch() {
  let nowMs = T0;
  const model = createModel(() => nowMs);
  const hear = (page: number, note: string | null) =>
    model.hear({
      kind: "session",
      session: makeSession({ page, overrides: note === null ? {} : { 7: { note } } }),
      ...ABOUT,
    });
  hear(1, null);
  return {
    model,
    hear,
    note: () => model.overrides.value[7]?.note,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("a note on the checklist", () => {
  it("is shown at once, and is not undone by older words of the background", () => {
    const { model, hear, note } = watch();
    model.sayOverrides({ 7: { note: "Type" } });
    expect(note()).toBe("Type");
    hear(1, "T");
    expect(note()).toBe("Type");
  });

  it("is the background's once that has heard it: another panel may have changed it", () => {
    const { model, hear, note, pass } = watch();
    model.sayOverrides({ 7: { note: "here" } });
    pass(1_001);
    hear(1, "there");
    expect(note()).toBe("there");
  });

  it("goes with its page", () => {
    const { model, hear, note } = watch();
    model.sayOverrides({ 7: { note: "here" } });
    hear(2, null);
    expect(note()).toBeUndefined();
  });
});
