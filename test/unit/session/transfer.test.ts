import { describe, expect, it } from "vitest";
import type { Sample } from "../../../src/session/session.ts";
import {
  fromPlainSession,
  toPlainConnection,
  toPlainSession,
} from "../../../src/session/transfer.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const sample = (body: Sample["body"]): Sample => ({ seq: 0, at: T0, direction: "send", body });

describe("a session as JSON", () => {
  it("comes back as it was, bodies included", () => {
    const first = [sample("text"), sample(new Uint8Array([0, 128, 255]))];
    const session = makeSession({
      connections: [
        makeConnection({ open: true, first }),
        makeConnection({ close: { code: 1011 } }),
      ],
      lifecycle: [{ kind: "navigated", at: T0, documentId: "d1" }],
    });
    const json = JSON.stringify([
      toPlainSession(session),
      [...session.connections.values()].map(toPlainConnection).reverse(),
    ]);
    const [plain, connections] = JSON.parse(json);
    const back = fromPlainSession(plain, connections);
    expect(back).toEqual(session);
    expect([...(back?.connections.keys() ?? [])]).toEqual([...session.connections.keys()]);
  });

  it("of another version is left alone", () => {
    const plain = { ...toPlainSession(makeSession()), version: 99 };
    expect(fromPlainSession(plain as never, [])).toBeNull();
  });
});
