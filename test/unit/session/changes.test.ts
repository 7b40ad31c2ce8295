import { describe, expect, it } from "vitest";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { applyChanges, changesSince, leaveOutKnownLists } from "../../../src/session/changes.ts";
import { reduce } from "../../../src/session/reduce.ts";
import {
  makeClose,
  makeConnecting,
  makeEnvelope,
  makeRows,
  makeSession,
  T0,
} from "../../builders.ts";

describe("the changes of a session", () => {
  it("name only what was touched, and bring the other side up to date", () => {
    const session = makeSession();
    reduce(session, makeEnvelope({ n: 1, events: [makeConnecting(1), makeConnecting(2)] }));
    const known = new Set<string>();
    const first = changesSince(session, 0, known);
    expect(first.connections.map(({ id }) => id)).toEqual(["d1-1", "d1-2"]);
    let view = applyChanges({ ...makeSession(), connections: new Map() }, structuredClone(first));

    const revision = session.revision;
    reduce(session, makeEnvelope({ n: 2, rows: makeRows([1, 2]) }));
    const second = changesSince(session, revision, known);
    expect(second.connections.map(({ id }) => id)).toEqual(["d1-1"]);
    view = applyChanges(view, structuredClone(second));
    expect(view).toEqual(session);
  });

  it("tell what is not so any more: who watches again has no time since when nobody does", () => {
    const session = makeSession();
    const known = new Set<string>();
    reduce(session, { kind: "mode", at: T0 + 1, mode: "off" });
    let view = applyChanges(makeSession(), changesSince(session, 0, known));
    expect(view.unwatchedSince).toBe(T0 + 1);
    reduce(session, { kind: "mode", at: T0 + 2, mode: "watch" });
    view = applyChanges(view, changesSince(session, 0, known));
    expect(view).toEqual(session);
    expect(view.unwatchedSince).toBeUndefined();
  });

  it("leave out the lists that the other side has, and it keeps them", () => {
    const session = makeSession();
    const threw = { kind: "constructor-threw", at: 1, seq: 0, url: "ws://[", stack: null } as const;
    const events: PageEvent[] = [{ ...threw, name: "SyntaxError", message: "bad" }];
    reduce(session, makeEnvelope({ n: 1, events }));
    const lists = new Map();
    const changes = () => leaveOutKnownLists(changesSince(session, 0, new Set()), lists);
    let view = applyChanges(makeSession(), changes());
    const second = changes();
    expect(second.meta).not.toHaveProperty("constructorErrors");
    view = applyChanges(view, second);
    expect(view).toEqual(session);

    reduce(session, makeEnvelope({ n: 2, events }));
    const third = changes();
    expect(third.meta).not.toHaveProperty("lifecycle");
    expect(applyChanges(view, third).constructorErrors).toHaveLength(2);
  });

  it("name what is gone", () => {
    const session = makeSession();
    reduce(
      session,
      makeEnvelope({ events: [makeConnecting(1), makeClose(1, 1), makeConnecting(2)] }),
    );
    const known = new Set<string>();
    const view = applyChanges(makeSession(), changesSince(session, 0, known));
    reduce(session, { kind: "clear", at: T0 + 90_000 });
    const changes = changesSince(session, session.revision - 1, known);
    expect(changes.removed).toEqual(["d1-1"]);
    expect([...applyChanges(view, changes).connections.keys()]).toEqual(["d1-2"]);
  });

  it("say what is no more: a tab that is watched again is not shown as unwatched", () => {
    const session = makeSession();
    const known = new Set<string>();
    reduce(session, { kind: "mode", at: T0, mode: "off" });
    let view = applyChanges(makeSession(), structuredClone(changesSince(session, 0, known)));
    expect(view.unwatchedSince).toBe(T0);
    reduce(session, { kind: "mode", at: T0 + 1_000, mode: "record" });
    view = applyChanges(view, structuredClone(changesSince(session, 0, known)));
    expect(view).not.toHaveProperty("unwatchedSince");
    expect(view.mode).toBe("record");
  });
});
