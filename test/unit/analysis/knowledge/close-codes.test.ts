import { describe, expect, it } from "vitest";
import {
  explainClose,
  explainCode,
  RETRY_ADVICE,
} from "../../../../src/analysis/knowledge/close-codes.ts";
import { REGISTERED_CODES } from "../../../../src/analysis/knowledge/registered-codes.ts";
import { SERVICE_CODES, serviceCodes } from "../../../../src/analysis/knowledge/service-codes.ts";
import { makeConnection } from "../../../builders.ts";

const REGISTERED = [...Array(16).keys()].map((i) => 1000 + i).concat(3000, 3003, 3008);

describe("close codes", () => {
  it.each(REGISTERED)("explains %i of the IANA registry", (code) => {
    const { name, meaning, hint, retry, range } = explainCode(code, null);
    expect(range).toBe("registry");
    expect(retry in RETRY_ADVICE).toBe(true);
    for (const text of [name, meaning, hint]) expect(text.length).toBeGreaterThan(3);
  });

  it("knows which codes never travel", () => {
    const unsent = REGISTERED.filter((code) => !explainCode(code, null).onWire);
    expect(unsent).toEqual([1004, 1005, 1006, 1015]);
  });

  it.each([
    [0, "unused 0-999"],
    [999, "unused 0-999"],
    [1016, "protocol 1016-2999"],
    [2999, "protocol 1016-2999"],
    [3001, "library/framework 3000-3999"],
    [3999, "library/framework 3000-3999"],
    [4000, "private 4000-4999"],
    [4999, "private 4000-4999"],
    [5000, "none"],
    [-1, "none"],
    [Number.NaN, "none"],
    [null, "none"],
  ])("puts %s into the range %s", (code, range) => {
    expect(explainCode(code, null).range).toBe(range);
  });

  it("says how many services use a private code, rather than guess", () => {
    const { sharedBy, service, isOwn } = explainCode(4001, null);
    expect([service, isOwn]).toEqual([null, false]);
    expect(serviceCodes(4001).length).toBeGreaterThan(5);
    expect(sharedBy).toMatch(/^\d+ known services use 4001, for: .* and \d+ more\.$/);
  });

  it("takes the detected service's own words, and a code of its own before a range", () => {
    const connection = makeConnection({
      url: "wss://ws-eu.pusher.com/app/key1",
      open: true,
      close: { code: 4004 },
    });
    expect(explainClose(connection)).toMatchObject({
      service: "pusher",
      isOwn: true,
      name: "Over connection quota",
      retry: "never",
      sharedBy: null,
    });
  });

  it("does not take for a service's own what only others mean by the code", () => {
    const { service, isOwn, sharedBy } = explainCode(4001, "socket.io");
    expect([service, isOwn]).toEqual(["socket.io", false]);
    expect(sharedBy).toMatch(/use 4001/);
  });

  it("lets the registry speak where a service has no words for the code", () => {
    expect(explainCode(1012, "discord-gateway").name).toBe("Service Restart");
  });

  it("lets the reason choose among several meanings of one service, and else names them all", () => {
    const named = explainCode(1011, "deepgram", "Deepgram did not receive audio. NET-0001");
    expect(named).toMatchObject({ name: "NET-0001", retry: "after-fix" });
    const open = explainCode(1011, "deepgram");
    expect(open.meaning).toContain("NET-0000");
    expect(open.meaning).toContain("NET-0003");
  });

  it("has a known retry value and a source in every row", () => {
    for (const row of [...REGISTERED_CODES, ...SERVICE_CODES]) {
      expect(row.retry in RETRY_ADVICE).toBe(true);
      expect(row.source.length).toBeGreaterThan(0);
    }
  });
});
