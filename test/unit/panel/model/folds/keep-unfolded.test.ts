import { type Signal, signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { AttemptFolds, Attempts } from "../../../../../src/panel/model/folds/attempt-folds.ts";
import { keepUnfolded } from "../../../../../src/panel/model/folds/keep-unfolded.ts";
import { createKeptViews } from "../../../../../src/panel/model/kept-views.ts";
import { createModel, type Model } from "../../../../../src/panel/model/model.ts";
import { T0 } from "../../../../builders.ts";

const ENDPOINT = "wss://chat.example.com/";

const fold = (key: string, ...ids: string[]): Attempts => ({
  key,
  kind: "storm",
  title: key,
  ids: new Set(ids),
});

/** A panel in which reports tell attempts as `tell` says; what the user does goes by `opened`. */
function watch() {
  const attempts = signal<AttemptFolds>(new Map());
  const keptViews = createKeptViews();
  const model: Model = {
    ...createModel(() => T0),
    attempts,
    keptViews,
    keptView: () => keptViews.of(null),
  };
  keepUnfolded(model);
  const timeline: Signal<ReadonlySet<string>> = model.keptView().timeline.opened;
  return {
    tell: (...folds: Attempts[]) => {
      attempts.value = new Map([[ENDPOINT, folds]]);
    },
    open: (...keys: string[]) => {
      model.openedHelpers.value = new Set(keys);
    },
    isOpen: (key: string) => model.openedHelpers.value.has(key),
    timeline,
    selection: model.selection,
  };
}

it("stays unfolded while its attempts are told under another begin, as something else or in two parts", () => {
  const { tell, open, isOpen } = watch();
  tell(fold("storm 1", "a", "b", "c"));
  expect(isOpen("storm 1")).toBe(false);
  open("storm 1");
  tell(fold("storm 2", "b", "c", "d"));
  expect(isOpen("storm 2")).toBe(true);
  // For one report the rule was not met.
  tell();
  tell(fold("outage 3", "c", "d", "e"), fold("storm 9", "x", "y", "z"));
  expect(isOpen("outage 3")).toBe(true);
  expect(isOpen("storm 9")).toBe(false);
  tell(fold("storm 4", "c", "d"), fold("storm 5", "e", "f", "g"));
  expect(isOpen("storm 4") && isOpen("storm 5")).toBe(true);
});

it("stays folded once it was folded again", () => {
  const { tell, open, isOpen } = watch();
  tell(fold("storm 1", "a", "b"));
  open("storm 1");
  open();
  tell(fold("storm 1", "a", "b", "c"));
  expect(isOpen("storm 1")).toBe(false);
  tell(fold("storm 2", "b", "c", "d"));
  expect(isOpen("storm 2")).toBe(false);
});

it("does so on the timeline for itself", () => {
  const { tell, isOpen, timeline } = watch();
  tell(fold("storm 1", "a", "b"));
  timeline.value = new Set(["storm 1"]);
  tell(fold("storm 2", "b", "c"));
  expect(timeline.value.has("storm 2")).toBe(true);
  expect(isOpen("storm 2")).toBe(false);
});

it("stays chosen under its new name", () => {
  const { tell, selection } = watch();
  tell(fold("storm 1", "a", "b"));
  selection.value = { kind: "series", groupId: ENDPOINT, attempts: "storm 1" };
  tell(fold("storm 1", "a", "b", "c"));
  tell(fold("storm 0", "x", "y"), fold("storm 2", "c", "d"));
  expect(selection.value).toMatchObject({ attempts: "storm 2" });
});
