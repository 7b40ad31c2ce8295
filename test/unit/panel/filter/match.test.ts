import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { contextOf } from "../../../../src/panel/filter/context.ts";
import {
  type Filter,
  type FilterRow,
  matchesConnection,
} from "../../../../src/panel/filter/filter.ts";
import { createFindingsOf } from "../../../../src/panel/filter/findings-of.ts";
import { matchesMessage } from "../../../../src/panel/filter/match-message.ts";
import { parseFilter } from "../../../../src/panel/filter/parse-filter.ts";
import { shapeOfBody } from "../../../../src/protocol/measure-body.ts";
import {
  ROW_BINARY,
  ROW_BLOB,
  ROW_CUT,
  ROW_LOST,
  ROW_SEND,
} from "../../../../src/protocol/rows.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeBeat, makeConnection, T0 } from "../../../builders.ts";

function filterOf(text: string): Filter {
  const { filter, error } = parseFilter(text);
  if (error) throw error;
  return filter;
}

const makeFinding = (known: Partial<Finding>): Finding => ({
  id: "abnormal-closure",
  class: "dropped",
  severity: "error",
  primary: true,
  subject: { kind: "connection", id: "c", url: "" },
  title: "",
  explanation: "",
  evidence: [],
  causes: [],
  fixes: [],
  confidence: 0.5,
  since: T0,
  until: null,
  ...known,
});

describe("terms about connections", () => {
  const chat = makeConnection({
    url: "wss://api.example.com/Chat?room=1",
    open: { protocol: "v2.chat" },
    close: { code: 1006 },
  });
  const holds = (text: string, connection: Connection = chat, findings: Finding[] = []) =>
    matchesConnection(filterOf(text), connection, findings);

  it.each([
    "url:chat",
    "url:/room=\\d$/",
    'url:"api.example"',
    "close:1006",
    "close:10xx",
    "close:>=1006",
    "close:1000..1015",
    "close:1000|1006",
    "close:unclean",
    "state:closed",
    "protocol:chat",
    "frame:top",
    "-url:feed",
    "url:feed | close:1006",
    "finding:none",
    // Terms about messages do not speak of connections.
    "dir:send",
  ])("%s holds", (text) => expect(holds(text)).toBe(true));

  it.each([
    "url:feed",
    "close:1000",
    "close:4xxx",
    "close:none",
    "close:clean",
    "state:open",
    "state:failed",
    "protocol:mqtt",
    "frame:iframe",
    "frame:3",
    "url:chat close:1000",
    "-url:chat",
    "finding:any",
  ])("%s does not hold", (text) => expect(holds(text)).toBe(false));

  it("chooses by findings, by their severity, and by those of the series", () => {
    const own = makeFinding({ id: "idle-timeout", severity: "warning" });
    expect(holds("finding:idle", chat, [own])).toBe(true);
    expect(holds("finding:warning", chat, [own])).toBe(true);
    expect(holds("finding:storm", chat, [own])).toBe(false);
    const storm = makeFinding({
      id: "reconnect-storm",
      subject: { kind: "series", id: "s", url: chat.endpoint },
    });
    expect(holds("finding:storm", chat, [...createFindingsOf([storm])(chat)])).toBe(true);
  });

  it("tells a handshake that failed from a connection that closed", () => {
    const failed = makeConnection({ close: { code: 1006 } });
    expect(holds("state:failed", failed)).toBe(true);
    expect(holds("state:closed", failed)).toBe(false);
  });
});

const makeRow = (body: FilterRow["body"], known: Partial<FilterRow> = {}): FilterRow => ({
  at: T0 + 1_050,
  bufferedBytes: 0,
  flags: typeof body === "string" || body === null ? 0 : ROW_BINARY,
  shape: body === null ? 0 : shapeOfBody(body as string),
  sizeBytes: body?.length ?? 0,
  body,
  ...known,
});

describe("terms about messages", () => {
  const connection = makeConnection({ open: true });
  const holds = (text: string, row: FilterRow, of: Connection = connection) => {
    const filter = filterOf(text);
    return matchesMessage(filter, row, { ...contextOf(filter, of, []), zoneMinutes: 0 });
  };

  it("knows directions, sizes and types", () => {
    const sent = makeRow("x".repeat(2_000), { flags: ROW_SEND });
    expect(holds("dir:send size:>1k type:text", sent)).toBe(true);
    expect(holds("dir:receive", sent)).toBe(false);
    expect(holds("size:2000", sent)).toBe(true);
    expect(holds("size:..1.5k", sent)).toBe(false);
    expect(holds("type:binary", makeRow(Uint8Array.of(1)))).toBe(true);
    expect(holds("type:blob", makeRow(null, { flags: ROW_BLOB }))).toBe(true);
    expect(holds("type:json", makeRow('{"a":1}'))).toBe(true);
    expect(holds("type:empty", makeRow(""))).toBe(true);
    expect(holds("is:cut", makeRow("a", { flags: ROW_CUT }))).toBe(true);
    expect(holds("is:lost", makeRow("a", { flags: ROW_LOST | ROW_SEND }))).toBe(true);
  });

  it("counts times from the opening, or by the clock", () => {
    const row = makeRow("a");
    // It opened 50 ms after T0, so this is a second later.
    expect(holds("time:>0.9s", row)).toBe(true);
    expect(holds("time:>1s", row)).toBe(false);
    expect(holds("time:500ms..1s", row)).toBe(true);
    const clock = new Date(T0).toISOString().slice(11, 16);
    expect(holds(`time:${clock}`, row)).toBe(true);
    expect(holds(`-time:>=${clock}`, row)).toBe(false);
  });

  it("searches text without regard to case, and binary data as text", () => {
    expect(holds("HELLO", makeRow("say hello"))).toBe(true);
    expect(holds("/^say h.llo$/", makeRow("Say Hello"))).toBe(true);
    expect(holds('"two words"', makeRow("just two words"))).toBe(true);
    expect(holds("hello", makeRow(new TextEncoder().encode("hello")))).toBe(true);
    expect(holds("hello", makeRow(null))).toBe(false);
    expect(holds("-hello", makeRow(null))).toBe(true);
  });

  it.each([
    ["data.kind:trade", '{"data":{"kind":"trade"}}', true],
    ["data.kind:TRA", '{"data":{"kind":"trade"}}', true],
    ["data.kind:trade", '{"kind":"trade"}', false],
    [".op:1", '{"op":1}', true],
    [".op:1", '{"op":11}', false],
    [".price:>10", '{"price":10.5}', true],
    [".price:5..10", '{"price":10.5}', false],
    [".price:-3", '{"price":-3}', true],
    ["items.id:7", '{"items":[{"id":1},{"id":7}]}', true],
    ["items.1.id:7", '{"items":[{"id":1},{"id":7}]}', true],
    ["a.*.id:7", '{"a":{"x":{"id":7}}}', true],
    [".error:*", '{"error":null}', true],
    [".error:*", '{"ok":true}', false],
    ["error.code:/^4\\d+$/", '{"error":{"code":404}}', true],
    [".event:open", '42["x",{"event":"opened"}]', true],
    [".1.event:opened", '42["x",{"event":"opened"}]', true],
    [".a:b", '{"a":', false],
    [".toString:x", '{"a":1}', false],
  ])("%s in %s: %s", (text, body, right) => expect(holds(text, makeRow(body))).toBe(right));

  it("finds errors in the words of the protocol", () => {
    const error = '{"type":"error","error":{"code":"rate_limit","message":"slow down"}}';
    expect(holds("is:error", makeRow(error))).toBe(true);
    expect(holds("is:error", makeRow('{"type":"update","error":null}'))).toBe(false);
  });

  it("knows heartbeats by the words of the protocol, and by what a connection keeps repeating", () => {
    expect(holds("is:heartbeat", makeRow('{"type":"ping"}'))).toBe(true);
    expect(holds("is:heartbeat", makeRow("2"))).toBe(false);
    const engine = makeConnection({ open: true, url: "wss://a.example/socket.io/?EIO=4" });
    expect(holds("is:heartbeat", makeRow("2"), engine)).toBe(true);
    const beat = makeBeat({ hash: 0, sizeBytes: 3, shape: shapeOfBody("abc") });
    const beating = makeConnection({ open: true, traffic: { receive: { beats: [beat] } } });
    expect(holds("is:heartbeat", makeRow("abc"), beating)).toBe(true);
    expect(holds("is:heartbeat", makeRow("abc", { flags: ROW_SEND }), beating)).toBe(false);
    expect(holds("-is:heartbeat", makeRow("abcd"), beating)).toBe(true);
  });

  it.each([
    ['{"type":"depth","bids":3,"asks":4}', false],
    ['{"op":"keepalive","room":"lobby"}', true],
    ["{}", true],
  ])("of what is repeated at a steady pace, %s is a heartbeat: %s", (body, right) => {
    const beat = makeBeat({ hash: 0, sizeBytes: body.length, shape: shapeOfBody(body) });
    const repeating = makeConnection({ open: true, traffic: { receive: { beats: [beat] } } });
    expect(holds("is:heartbeat", makeRow(body), repeating)).toBe(right);
    const reply = { hash: 0, sizeBytes: 4, shape: 5, count: 9, sumMs: 90, maxMs: 20, lastAt: T0 };
    const answered = makeConnection({
      open: true,
      traffic: { receive: { beats: [{ ...beat, reply }] } },
    });
    expect(holds("is:heartbeat", makeRow(body), answered)).toBe(true);
  });

  it("asks of each side that its connection is right as well", () => {
    const open = makeConnection({ open: true });
    const closed = makeConnection({ open: true, close: { code: 1006 } });
    const text = "state:open dir:send | close:1006 dir:receive";
    const [sent, received] = [makeRow("a", { flags: ROW_SEND }), makeRow("a")];
    expect([holds(text, sent, open), holds(text, received, open)]).toEqual([true, false]);
    expect([holds(text, sent, closed), holds(text, received, closed)]).toEqual([false, true]);
  });
});
