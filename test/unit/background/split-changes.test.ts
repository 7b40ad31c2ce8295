import { expect, it } from "vitest";
import { splitChanges } from "../../../src/background/split-changes.ts";
import { applyChanges, changesSince } from "../../../src/session/changes.ts";
import { createSession } from "../../../src/session/session.ts";
import { makeConnection, makeHandshake, makeSession } from "../../builders.ts";

/** A message of a port must stay below this. */
const PORT_BYTES = 64 * 1024 * 1024;

it("tells a large session in parts that a message can hold, and together they are all of it", () => {
  const responseHeaders = Array.from({ length: 25 }, (_, i) => ({
    name: `X-${i}`,
    value: "v".repeat(4_096),
  }));
  const connections = Array.from({ length: 1_000 }, (_, i) =>
    makeConnection({ id: `c-${i}`, handshake: makeHandshake({ responseHeaders }) }),
  );
  const session = makeSession({ connections });
  const parts = splitChanges(changesSince(session, 0, new Set()));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(PORT_BYTES / 2);
  const heard = parts.reduce(applyChanges, createSession(1, 0));
  expect([...heard.connections.keys()]).toEqual([...session.connections.keys()]);
});

it("tells most of the time all at once, what is gone as well", () => {
  const session = makeSession({ connections: [makeConnection()] });
  const changes = changesSince(session, 0, new Set(["gone"]));
  expect(splitChanges(changes)).toEqual([changes]);
  expect(changes.removed).toEqual(["gone"]);
});
