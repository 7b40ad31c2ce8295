import { expect, test } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { rowState } from "../../../../src/panel/connections/row-state.ts";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import type { Handshake } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const NOW = T0 + 10_000;

function stateAfter(handshake: Partial<Handshake> | null) {
  const connection = makeConnection({ close: {}, ...(handshake ? { handshake } : {}) });
  const { findings } = diagnose(makeSession({ connections: [connection] }), NOW);
  return rowState(connection, indexFindings(findings).byConnection.get(connection.id)?.[0], NOW);
}

test.each([
  ["net::ERR_CONNECTION_REFUSED", "handshake failed: refused"],
  ["net::ERR_NAME_NOT_RESOLVED", "handshake failed: DNS"],
  ["net::ERR_CERT_DATE_INVALID", "handshake failed: TLS"],
  ["net::ERR_INTERNET_DISCONNECTED", "handshake failed: unreachable"],
])("says of %s in a word why the handshake failed", (error, state) => {
  expect(stateAfter({ error })).toBe(state);
});

test("keeps the status where the server gave one", () => {
  expect(stateAfter({ status: 401 })).toBe("handshake refused: 401");
  expect(stateAfter({ status: 200 })).toBe("handshake refused: 200");
});

test("claims no reason where none is known", () => {
  expect(stateAfter(null)).toBe("handshake failed");
});
