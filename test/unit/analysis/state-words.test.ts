import { expect, test } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { groupByEndpoint } from "../../../src/analysis/series/endpoint-groups.ts";
import { endFigure, stateInWords, toneOf } from "../../../src/analysis/state-words.ts";
import type { PageStop } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

test("says with which code and after which time a connection closed", () => {
  const connection = makeConnection({ open: true, close: { code: 1006, at: T0 + 50 + 62_100 } });
  expect(stateInWords(connection, T0)).toBe("closed 1006 after 62.1 s");
  expect(toneOf(connection)).toBe("error");
});

test("says how a handshake was refused where that is known", () => {
  const refused = makeConnection({ close: {}, handshake: { status: 403 } });
  expect(stateInWords(refused, T0)).toBe("handshake refused: 403");
  const failedWith = (error: string) => makeConnection({ close: {}, handshake: { error } });
  const named = "handshake failed: ERR_NAME_NOT_RESOLVED";
  expect(stateInWords(failedWith("net::ERR_NAME_NOT_RESOLVED"), T0)).toBe(named);
  const sentence = "Error in connection establishment: net::ERR_NAME_NOT_RESOLVED";
  expect(stateInWords(failedWith(sentence), T0)).toBe(named);
  expect(stateInWords(makeConnection({ close: {} }), T0)).toBe("handshake failed");
});

test("shows the status of a refusal in one figure, and the close code elsewhere", () => {
  const close = { code: 1006 };
  expect(endFigure(makeConnection({ close, handshake: { status: 401 } }))).toBe("401");
  expect(endFigure(makeConnection({ close, open: true, handshake: { status: 101 } }))).toBe("1006");
  expect(endFigure(makeConnection({ close }))).toBe("failed");
  expect(endFigure(makeConnection({ close, open: true }))).toBe("1006");
  expect(endFigure(makeConnection({ open: true }))).toBe("");
});

test("counts the age of what still lives", () => {
  expect(stateInWords(makeConnection({ open: true }), T0 + 5_050)).toBe("open for 5 s");
  expect(stateInWords(makeConnection(), T0 + 3_000)).toBe("handshake pending for 3 s");
});

test("keeps a clean end and a page that left quiet", () => {
  expect(toneOf(makeConnection({ open: true, close: { code: 1000 } }))).toBe("quiet");
  const end = { at: T0 + 9, by: "page-gone", code: null, reason: "", wasClean: null } as const;
  expect(toneOf(makeConnection({ open: true, end }))).toBe("quiet");
});

test("tells a page that crashed, and a tab that was discarded, from one that left", () => {
  const end = { at: T0 + 9_050, by: "page-gone", code: null, reason: "", wasClean: null } as const;
  const ended = (pageStopped: PageStop, open: boolean) =>
    stateInWords(makeConnection({ open, end: { ...end, pageStopped } }), T0);
  expect(ended("crashed", true)).toBe("page crashed or was killed after 9 s");
  expect(ended("crashed", false)).toBe("page crashed or was killed during the handshake");
  expect(ended("discarded", true)).toBe("tab discarded after 9 s");
  expect(ended("frame-crashed", true)).toBe("frame crashed or was killed after 9 s");
});

test("groups by endpoint in the order first seen, newest connection first, page workers apart", () => {
  const connections = [
    makeConnection({ ordinal: 1, endpoint: "wss://a/x", open: true }),
    makeConnection({ ordinal: 2, endpoint: "wss://b/y" }),
    makeConnection({ ordinal: 3, endpoint: "wss://a/x" }),
    makeConnection({ ordinal: 4, endpoint: "wss://a/x", pageWorker: true }),
  ];
  const groups = groupByEndpoint(connections);
  expect(groups.map((group) => group.connections.map(({ ordinal }) => ordinal))).toEqual([
    [3, 1],
    [2],
    [4],
  ]);
  expect(groups[0]?.openCount).toBe(1);
});

test("does not call it a failure where DevTools tells neither an answer nor one", () => {
  const end = { at: T0 + 2_000, by: "devtools", code: null, reason: "", wasClean: null } as const;
  const ofWorker = { pageWorker: true, documentId: null, end };
  const untold = makeConnection({ ...ofWorker, handshake: {} });
  expect(stateInWords(untold, T0)).toBe("over after 2 s");
  expect([endFigure(untold), toneOf(untold)]).toEqual(["", "quiet"]);
  const { findings, health } = diagnose(makeSession({ connections: [untold] }), T0 + 3_000);
  expect(findings).toMatchObject([{ id: "abnormal-closure", severity: "info" }]);
  expect(health.grade).toBe("?");
  const refused = makeConnection({ ...ofWorker, handshake: { status: 403 } });
  expect(stateInWords(refused, T0)).toBe("handshake refused: 403");
});
