import { describe, expect, it } from "vitest";
import { HarError } from "../../../src/har/har-error.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { ROW_BINARY } from "../../../src/protocol/rows.ts";
import { makeFullSession, START } from "./full-session.ts";

const writeOurs = () => {
  const { session, rows } = makeFullSession();
  return JSON.stringify(
    writeHar({
      session,
      rowsOf: (id) => rows.filter(({ connectionId }) => connectionId === id),
      creatorVersion: "1",
      exportedAt: START,
      masked: false,
    }),
  );
};

/** What reading says after one value has been replaced; undefined removes it. */
const damage = (path: (string | number)[], value: unknown, file = writeOurs()) => {
  const har = JSON.parse(file);
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce((node, key) => node[key], har);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return messageOf(JSON.stringify(har));
};

const messageOf = (text: string): string => {
  try {
    readHar(text);
  } catch (error) {
    if (error instanceof HarError) return error.message;
    throw error;
  }
  return "it was read";
};

const ENTRY = ["log", "entries", 0];
const CONNECTION = [...ENTRY, "_stormglass", "connection"];

describe("a damaged session file names the place", () => {
  it.each([
    [["log"], undefined, "log is missing"],
    [["log"], 1, "log is not an object"],
    [["log", "entries"], {}, "log.entries is not a list"],
    [["log", "entries", 1], null, "log.entries[1] is not an object"],
    [["log", "_stormglass", "version"], undefined, "log._stormglass.version is missing"],
    [
      ["log", "_stormglass", "session", "documents", 0, "page"],
      "1",
      "log._stormglass.session.documents[0].page is not a number",
    ],
    [[...ENTRY, "_webSocketMessages"], undefined, "log.entries[0]._webSocketMessages is missing"],
    [
      [...ENTRY, "_webSocketMessages", 0, "time"],
      "soon",
      "log.entries[0]._webSocketMessages[0].time is not a number",
    ],
    [
      [...ENTRY, "_webSocketMessages", 2],
      null,
      "log.entries[0]._webSocketMessages[2] is not an object",
    ],
    [
      [...ENTRY, "_webSocketMessages", 0, "_stormglass", "seq"],
      undefined,
      "log.entries[0]._webSocketMessages[0]._stormglass.seq is missing",
    ],
    [[...ENTRY, "request"], null, "log.entries[0].request is not an object"],
    [
      [...CONNECTION, "state"],
      "lost",
      'log.entries[0]._stormglass.connection.state is not "connecting" or "open" or "closing" or "closed"',
    ],
    [
      [...CONNECTION, "open", "at"],
      null,
      "log.entries[0]._stormglass.connection.open.at is not a number",
    ],
    [
      [...CONNECTION, "id"],
      "doc-2",
      "log.entries[1]._stormglass.connection.id has appeared before",
    ],
    [
      [...CONNECTION, "last", 0, "body", "base64"],
      "A",
      "log.entries[0]._stormglass.connection.last[0].body.base64 is not base64",
    ],
  ])("%j", (path, value, message) => {
    expect(damage(path, value)).toBe(message);
  });

  it("says that a newer Stormglass wrote it", () => {
    expect(damage(["log", "_stormglass", "version"], 2)).toBe(
      "log._stormglass.version is 2, which a newer Stormglass wrote; this one reads up to 1. Update Stormglass to open the file",
    );
  });
});

it("lists a message whose data is not base64 without its bytes, and says so", () => {
  const har = JSON.parse(writeOurs());
  har.log.entries[0]._webSocketMessages[1].data = "A";
  const { session, rows, notes } = readHar(JSON.stringify(har));
  const [id] = session.connections.keys();
  expect(rows.get(id ?? "")?.[1]).toMatchObject({ body: null, flags: ROW_BINARY });
  expect(notes).toEqual(["1 message was not base64: it is listed without its bytes."]);
});

describe("a file that is not JSON", () => {
  it.each([
    ["", "the file is empty"],
    ["  \n", "the file is empty"],
    [
      '{"log": {\n  "entries": [1,}\n}}',
      'line 2, column 17 is not valid JSON: a value should stand where "}" is',
    ],
    ['{"log": tru}', 'line 1, column 9 is not valid JSON: a value should stand where "t" is'],
    ['{"log" 1}', 'line 1, column 8 is not valid JSON: a colon should stand where "1" is'],
    [
      '{"a":1\n "b":2}',
      'line 2, column 2 is not valid JSON: a comma or "}" should stand where "\\"" is',
    ],
    ["{'a':1}", 'line 1, column 2 is not valid JSON: a name in quotes should stand where "\'" is'],
    [
      '{"a":1} x',
      'line 1, column 9 is not valid JSON: the end of the file should stand where "x" is',
    ],
    [
      '{"a":"b\nc"}',
      'line 1, column 8 is not valid JSON: the rest of a text in quotes should stand where "\\n" is',
    ],
    ["<b>", 'line 1, column 1 is not valid JSON: a value should stand where "<" is'],
  ])("%j", (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it.each(['{"log": {"entries": [', '{"log": "abc', '{"log":'])("is cut off: %j", (text) => {
    expect(messageOf(text)).toContain("is where the file ends");
  });

  it("is cut off in a text of many MiB", () => {
    expect(messageOf(`{"log": "${"\\n".repeat(8_000_000)}`)).toContain("is where the file ends");
  });

  it("may begin with a byte order mark", () => {
    expect(readHar('\ufeff{"log":{"entries":[]}}').session.connections.size).toBe(0);
  });

  it("may be JSON of another kind", () => {
    expect(messageOf("[]")).toBe("the file is not an object");
    expect(messageOf("{}")).toBe("log is missing");
  });
});
