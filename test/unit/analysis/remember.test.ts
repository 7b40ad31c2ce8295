import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { rememberPerConnection } from "../../../src/analysis/remember.ts";
import { reduce } from "../../../src/session/reduce.ts";
import {
  makeClose,
  makeConnecting,
  makeConnection,
  makeEnvelope,
  makeHandshake,
  makeSession,
  T0,
} from "../../builders.ts";

describe("what was found in a connection", () => {
  const createCounter = () => {
    let asked = 0;
    return rememberPerConnection((_, about: string) => `${about} ${++asked}`);
  };

  it("is remembered until it changes, or something else is known about it", () => {
    const find = createCounter();
    const connection = makeConnection({ revision: 1 });
    expect([find(connection, "a"), find(connection, "a")]).toEqual(["a 1", "a 1"]);
    expect(find(connection, "b")).toBe("b 2");
    connection.revision++;
    expect(find(connection, "b")).toBe("b 3");
  });

  it("is not remembered where no event made it, so that nothing tells when it changes", () => {
    const find = createCounter();
    const connection = makeConnection({ revision: 0 });
    expect([find(connection, "a"), find(connection, "a")]).toEqual(["a 1", "a 2"]);
  });
});

describe("a diagnosis after one more event", () => {
  const fail = (id: number) => ({ ...makeClose(id, id * 100), code: 1006, wasClean: false });
  const failed = () => {
    const events = [makeConnecting(1), fail(1), makeConnecting(2, 150), fail(2)];
    return reduce(makeSession(), makeEnvelope({ events }));
  };
  const refused = {
    kind: "handshakes",
    at: T0 + 300,
    handshakes: [
      {
        url: "wss://api.example.com/live",
        startedAt: T0,
        endedAt: T0 + 100,
        mark: "m.1",
        fromWorker: false,
        handshake: makeHandshake({ at: T0 + 100, error: "net::ERR_CONNECTION_REFUSED" }),
      },
    ],
  } as const;

  it("is the same as one that remembers nothing", () => {
    const session = failed();
    const before = diagnose(session, T0 + 1_000);
    reduce(session, { ...refused, handshakes: [...refused.handshakes] });
    const after = diagnose(session, T0 + 1_000);
    expect(after).toEqual(diagnose(structuredClone(session), T0 + 1_000));
    expect(before.connections.map(({ primary }) => primary)).toEqual([
      "handshake-failed",
      "handshake-failed",
    ]);
    expect(after.connections.map(({ primary }) => primary)).toEqual([
      "handshake-refused",
      "handshake-failed",
    ]);
  });

  it("gives the findings of connections that did not change as they were", () => {
    const session = failed();
    const findingOf = (id: string) =>
      diagnose(session, T0 + 1_000).findings.find(
        ({ primary, subject }) => primary && subject.id === id,
      );
    const before = findingOf("d1-2");
    reduce(session, { ...refused, handshakes: [...refused.handshakes] });
    expect(before).toBeDefined();
    expect(findingOf("d1-2")).toBe(before);
  });
});
