import { expect, test } from "vitest";
import {
  emptyListInWords,
  findEmptyReason,
  findWarning,
} from "../../../../src/panel/app/empty-reason.ts";

const known = {
  connectionCount: 0,
  coverage: "watched",
  paused: false,
  tabClosed: false,
  link: "live",
  place: "devtools",
  fileOpened: false,
} as const;

test("is never empty without a reason", () => {
  expect(findEmptyReason(known)).toBe("no-sockets");
  expect(findEmptyReason({ ...known, coverage: "no-access" })).toBe("no-access");
  expect(findEmptyReason({ ...known, paused: true, coverage: "off" })).toBe("paused");
  expect(findEmptyReason({ ...known, connectionCount: null })).toBe("connecting");
  expect(findEmptyReason({ ...known, connectionCount: null, link: "lost" })).toBe("no-worker");
  expect(findEmptyReason({ ...known, fileOpened: true })).toBe("empty-file");
});

test("shows what there is even where nothing new can come, and says so", () => {
  const paused = { ...known, connectionCount: 3, paused: true };
  expect(findEmptyReason(paused)).toBeNull();
  expect(findWarning(paused)).toMatch(/Paused/);
  expect(findWarning({ ...known, connectionCount: 3 })).toBeNull();
  const stopped = { ...known, connectionCount: 3, coverage: "stopped" } as const;
  expect(findWarning(stopped)).toMatch(/crashed/);
});

test("does not blame a filter for sockets that were never made", () => {
  expect(emptyListInWords([], [])).toBe("No connection was made.");
  expect(emptyListInWords([{}], [])).toMatch(/filter/);
  expect(emptyListInWords([{}], [{}])).toMatch(/chosen time/);
});
