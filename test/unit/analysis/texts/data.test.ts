import { describe, expect, it } from "vitest";
import { SHAPE_BINARY, SHAPE_OBJECT, SHAPE_TEXT } from "../../../../src/protocol/rows.ts";
import { emptyTraffic, type Traffic } from "../../../../src/session/traffic.ts";
import { makeConnection, T0 } from "../../../builders.ts";
import { findingsOf, makeTalk, primaryOf, received } from "../content/talk.ts";
import { headers } from "../silence/sessions.ts";

/** A title has room for so much; the rest stands at the head of the details. */
const whole = (finding: { title: string; explanation: string } | undefined) =>
  `${finding?.title}. ${finding?.explanation}`;

const END = T0 + 60_000;
const MIB = 1024 * 1024;

function withTraffic(
  change: (traffic: Traffic) => void,
  parts: Parameters<typeof makeConnection>[0],
) {
  const traffic = emptyTraffic();
  change(traffic);
  return makeConnection({ open: true, traffic, ...parts });
}

describe("broken JSON", () => {
  const broken = (
    direction: "send" | "receive",
    parts: Parameters<typeof makeConnection>[0],
    json: Partial<Traffic["json"]> = {},
  ) =>
    withTraffic((traffic) => {
      traffic.json = {
        ...traffic.json,
        parsed: 40,
        malformed: 1,
        firstMalformed: { at: END - 500, seq: 12, direction },
        ...json,
      };
    }, parts);

  it("is a warning while the connection lives", () => {
    const [finding] = findingsOf(broken("receive", {}));
    expect(finding).toMatchObject({ id: "malformed-json", severity: "warning", primary: false });
    expect(finding?.title).toContain("1 message from");
  });

  it.each([
    ["send", { close: { at: END, code: 1000 } }, "malformed-json"],
    ["send", { close: { at: END, code: 1006 } }, "malformed-json"],
    ["receive", { close: { at: END, code: 1005 }, closing: { at: END - 5 } }, "malformed-json"],
    ["send", { close: { at: END, code: 1007 } }, "invalid-payload"],
    ["receive", { close: { at: END, code: 1000 } }, "closed-normally"],
    ["send", { close: { at: END + 60_000, code: 1000 } }, "closed-normally"],
  ] as const)("%s with %j is %s", (direction, parts, id) => {
    expect(primaryOf(broken(direction, parts)).id).toBe(id);
  });

  it.each([
    ["too few messages are JSON", { parsed: 3, malformed: 1 }],
    ["most of them do not parse", { parsed: 40, malformed: 30 }],
  ])("is none where %s", (_, json) => {
    expect(findingsOf(broken("receive", {}, json))).toEqual([]);
  });
});

describe("broken JSON of a page that is only watched", () => {
  const good = [1, 2, 3].map((n) => received(`{"n":${n}}`));

  it("is found among the last messages", () => {
    const connection = makeTalk({
      lines: [...good, received('{"n":4,"text":"cut')],
      closing: {},
      close: { code: 1005 },
    });
    expect(primaryOf(connection).id).toBe("malformed-json");
  });

  it.each(['{"a":1}\n{"a":2}\n', "x{", `{"long":"${"x".repeat(4_090)}`])(
    "is none in %s",
    (body) => {
      expect(findingsOf(makeTalk({ lines: [...good, received(body)] }))).toEqual([]);
    },
  );
});

describe("another format near a failure", () => {
  const mixed = (shape: number, before: number, parts: Parameters<typeof makeConnection>[0]) =>
    withTraffic((traffic) => {
      traffic.send.newFormat = { at: END - 300, seq: 99, shape, before };
    }, parts);

  it("explains a connection that broke", () => {
    const finding = primaryOf(mixed(SHAPE_TEXT, 50, { close: { at: END, code: 1006 } }));
    expect(finding).toMatchObject({ id: "mixed-format", needs: "record" });
    expect(finding.title).toContain("sent text after 50 messages");
  });

  it("stands beside a code that says as much", () => {
    const connection = mixed(SHAPE_BINARY, 50, { close: { at: END, code: 1003 } });
    expect(primaryOf(connection).id).toBe("unsupported-data");
    expect(findingsOf(connection)).toContainEqual(
      expect.objectContaining({ id: "mixed-format", severity: "warning" }),
    );
  });

  it.each([
    ["a clean end", SHAPE_TEXT, 50, { close: { at: END, code: 1000 } }],
    ["a few messages before", SHAPE_TEXT, 3, { close: { at: END, code: 1006 } }],
    ["an end long after", SHAPE_OBJECT, 50, { close: { at: END + 60_000, code: 1006 } }],
    ["a connection that lives", SHAPE_OBJECT, 50, {}],
  ])("is nothing with %s", (_, shape, before, parts) => {
    const ids = findingsOf(mixed(shape, before, parts)).map(({ id }) => id);
    expect(ids).not.toContain("mixed-format");
  });
});

describe("what send() loses", () => {
  it("is counted after the close", () => {
    const connection = makeConnection({
      open: true,
      close: { code: 1000 },
      lost: { count: 3, sizeBytes: 2_048 },
    });
    const finding = findingsOf(connection).find(({ id }) => id === "sent-after-close");
    expect(finding?.severity).toBe("warning");
    expect(finding?.title).toContain("3 messages (2 KiB)");
  });

  it("is counted before the open", () => {
    const failure = { count: 2, name: "InvalidStateError", message: "Still in CONNECTING", at: T0 };
    const finding = findingsOf(makeConnection({ open: true, sendFailure: failure }))[0];
    expect(finding).toMatchObject({ id: "sent-before-open", severity: "warning" });
    expect(finding?.title).toContain("2 times");
    const other = { ...failure, name: "DataCloneError" };
    expect(findingsOf(makeConnection({ open: true, sendFailure: other }))).toEqual([]);
  });
});

describe("a message that was too big, without 1009", () => {
  const big = (sizeBytes: number, parts: Parameters<typeof makeConnection>[0] = {}) =>
    makeConnection({
      open: true,
      close: { code: 1006, at: END },
      ...parts,
      send: {
        count: 5,
        sizeBytes: sizeBytes + 400,
        largestBytes: sizeBytes,
        largestAt: END - 100,
        lastAt: END - 100,
        lastBytes: sizeBytes,
        ...parts.send,
      },
    });

  it("is one just above a limit that servers have", () => {
    const finding = primaryOf(big(MIB + 20));
    expect(finding.id).toBe("message-too-big");
    expect(whole(finding)).toContain("Python's websockets");
  });

  it("is one far above the limit of a service that is known", () => {
    const url = "wss://abc.execute-api.eu-west-1.amazonaws.com/prod";
    expect(whole(primaryOf(big(3 * MIB, { url })))).toContain("AWS API Gateway");
  });

  it("is one of exactly the limit", () => {
    expect(whole(primaryOf(big(MIB)))).toContain("the limit of Python's websockets");
  });

  it.each([
    ["API Gateway's", 131_072 + 3_000],
    ["Socket.IO's", 1_000_500],
    ["Reverb's", 10_100],
  ])("is none of %s limit where nothing shows that service", (_, sizeBytes) => {
    expect(primaryOf(big(sizeBytes)).id).toBe("abnormal-closure");
  });

  it("is named with its limit where the server says 1009, too", () => {
    const close = { code: 1009, at: END };
    const python = headers({ Server: "Python/3.12 websockets/12.0" });
    const finding = primaryOf(big(5 * MIB, { close, handshake: python }));
    expect(finding).toMatchObject({ id: "message-too-big", variant: "named" });
    expect(finding.fixes.map(({ setting }) => setting)).toContain("max_size");
    expect(primaryOf(big(MIB + 1, { close })).variant).toBe("named");
    expect(primaryOf(big(5 * MIB, { close })).variant).toBeUndefined();
    const url = "wss://abc.execute-api.eu-west-1.amazonaws.com/prod";
    expect(primaryOf(big(200_000, { close, url })).fixes[1]?.text).toContain("Nobody can raise");
  });

  it("is what happens twice above all that went well", () => {
    const well = makeConnection({ open: true, send: { count: 9, largestBytes: 200_000 } });
    const primaries = findingsOf(well, big(300_000), big(310_000)).filter(({ primary }) => primary);
    expect(primaries.map(({ id }) => id)).toEqual(["message-too-big", "message-too-big"]);
  });

  it.each([
    ["a size that is no limit", big(300_000)],
    [
      "a larger message that went well before",
      big(MIB + 20, { send: { lastAt: END - 50, lastBytes: 9 } }),
    ],
    ["an answer to it", big(MIB + 20, { receive: { count: 1, lastAt: END - 50 } })],
    ["an end some time later", big(MIB + 20, { close: { code: 1006, at: END + 30_000 } })],
    ["a clean end", big(MIB + 20, { close: { code: 1000, at: END } })],
    ["many of the same size", big(MIB + 20, { send: { count: 100, sizeBytes: 100 * MIB } })],
  ])("is none with %s", (_, connection) => {
    expect(primaryOf(connection).id).not.toBe("message-too-big");
  });
});

describe("an error from a peer that also sends broken texts", () => {
  it("still has one explanation", () => {
    const connection = makeTalk({
      lines: [received('{"error":{"code":"unauthorized"}}'), received("{oops")],
      close: { code: 1008 },
    });
    expect(findingsOf(connection).filter(({ primary }) => primary)).toHaveLength(1);
  });
});
