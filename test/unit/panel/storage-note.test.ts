import { expect, it } from "vitest";
import { storageInWords } from "../../../src/panel/app/StorageNote.tsx";

it("says nothing while messages go to disk and can be read from there", () => {
  expect(storageInWords({ place: "disk" }, null)).toBeNull();
});

it("tells a full disk, a broken database and a private window apart", () => {
  const full = storageInWords({ place: "memory", why: "full", detail: "QuotaExceededError" }, null);
  expect(full).toMatch(/^Kept in memory only: the browser has no room left on disk\./);
  const broken = storageInWords({ place: "memory", why: "broken", detail: "UnknownError: x" }, "x");
  expect(broken).toContain("database cannot be used (UnknownError: x)");
  expect(storageInWords({ place: "memory", why: "private" }, null)).toContain("private window");
});

it("says what cannot be read where only the panel has trouble", () => {
  expect(storageInWords({ place: "disk" }, "blocked")).toContain("cannot be read (blocked)");
});
