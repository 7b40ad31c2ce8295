import { batch } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChosen } from "../../../../../src/panel/model/chosen.ts";
import { unfoldSelected } from "../../../../../src/panel/model/folds/unfold-selected.ts";
import { createModel } from "../../../../../src/panel/model/model.ts";
import type { Connection } from "../../../../../src/session/session.ts";
import { makeConnection, makeHelper, makeSession, T0 } from "../../../../builders.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const first = makeHelper();
const second = makeHelper({ createdAt: T0 + 5_000 });
const third = makeHelper({ createdAt: T0 + 10_000 });
const chat = makeConnection({ open: true });
const groupId = chat.endpoint;

/** A panel on a live tab; `become`: what the tab has by now. */
function watch(connections: Connection[]) {
  const model = createModel(() => T0 + 60_000);
  const become = (now: Connection[]) => {
    model.live.value = makeSession({ connections: now });
    vi.advanceTimersByTime(1_000);
  };
  become(connections);
  unfoldSelected(model);
  const select = ({ id }: Connection) => {
    model.selection.value = { kind: "connection", id };
  };
  return { model, become, select };
}

describe("a connection that is selected", () => {
  it("opens the helpers that it is one of, and its endpoint where that is folded", () => {
    const { model, select } = watch([first, second, chat]);
    model.collapsed.value = new Set([groupId, "wss://elsewhere.example.com/"]);
    select(second);
    expect([...model.openedHelpers.value]).toEqual([groupId]);
    expect([...model.collapsed.value]).toEqual(["wss://elsewhere.example.com/"]);
  });

  it("opens no helpers that it is none of", () => {
    const { model, select } = watch([first, second, chat]);
    select(chat);
    expect(model.openedHelpers.value.size).toBe(0);
  });

  it("may be folded away, and stays so while the tab goes on, until it is selected once more", () => {
    const { model, become, select } = watch([first, second, chat]);
    select(second);
    model.openedHelpers.value = new Set();
    model.collapsed.value = new Set([groupId]);
    become([first, second, chat, third]);
    expect(model.openedHelpers.value.size).toBe(0);
    expect(model.collapsed.value.size).toBe(1);
    select(second);
    expect(model.openedHelpers.value.size).toBe(1);
    expect(model.collapsed.value.size).toBe(0);
  });

  it("stays in sight when it becomes a helper", () => {
    const { model, become, select } = watch([first, chat]);
    select(first);
    expect(model.openedHelpers.value.size).toBe(0);
    become([first, chat, second]);
    expect(model.helpers.value.get(groupId)?.has(first.id)).toBe(true);
    expect(model.openedHelpers.value.size).toBe(1);
  });
});

describe("a session that is shown again", () => {
  it("has its folds as they were left, also around what is selected", () => {
    const { model, select } = watch([first, second, chat]);
    const chosen = createChosen(model);
    const other = makeConnection({ url: "wss://feed.example.com/", open: true });
    const store = { count: async () => 0, read: async () => [], find: async () => 0 };
    const session = makeSession({ connections: [other] });
    model.files.value = [
      {
        id: 1,
        name: "a.har",
        session,
        store,
        notes: [],
        origin: { creator: "Stormglass", version: "1", ours: true },
        masked: null,
        whole: Promise.resolve([]),
        close: () => undefined,
        serverLogs: null,
        endedAt: T0,
      },
    ];
    const show = (fileId: number | null) =>
      batch(() => {
        chosen.keep();
        model.fileId.value = fileId;
        chosen.restore();
      });
    select(second);
    model.openedHelpers.value = new Set();
    model.collapsed.value = new Set([groupId]);
    show(1);
    // At once: rows of one session are never drawn with the folds of another.
    expect(model.groups.value.map(({ id }) => id)).toEqual([other.endpoint]);
    expect(model.collapsed.value.size).toBe(0);
    show(null);
    expect(model.groups.value.map(({ id }) => id)).toEqual([groupId]);
    expect(model.openedHelpers.value.size).toBe(0);
    expect([...model.collapsed.value]).toEqual([groupId]);
  });
});
