import { expect, test } from "vitest";
import { clearable, withoutCleared } from "../../../src/panel/without-cleared.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

test("hides what is over, and leaves the session itself alone", () => {
  const over = makeConnection({ open: true, close: { code: 1006 } });
  const alive = makeConnection({ open: true });
  const session = makeSession({
    connections: [over, alive],
    lifecycle: [{ kind: "offline", at: T0, documentId: "d1" }],
  });
  const cleared = clearable(session);
  expect([...cleared]).toEqual([over.id]);
  const shown = withoutCleared(session, cleared);
  expect([...(shown?.connections.keys() ?? [])]).toEqual([alive.id]);
  expect(shown?.lifecycle).toEqual([]);
  expect(session.connections.size).toBe(2);
  expect(withoutCleared(session, null)).toBe(session);
});
