import { openUntilClosed } from "../../page-actions.ts";
import { type ConnectionTruth, expectOne, type Scenario } from "../../scenario.ts";

/** A frame that the browser takes no more from: DevTools shows its words, the page gets a 1006. */
const broken = (
  name: string,
  path: string,
  primary: ConnectionTruth["primary"] = "protocol-error",
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  devtools: "open",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}${path}`),
  expect: expectOne(path, primary, ["abnormal-closure", "handshake-failed", "idle-timeout"]),
  ...more,
});

/** What the browser said has its meaning, and none is merely lost. */
const told = (name: string, kind: string, says: RegExp[], never: RegExp[] = []): Scenario => ({
  ...broken(name, `/bad-frame/${kind}`),
  expect: {
    ...expectOne(`/bad-frame/${kind}`, "protocol-error", ["abnormal-closure"]),
    words: { says, never: [/Lost without a close frame/, ...never] },
  },
});

const closed = (code: number, primary: ConnectionTruth["primary"]): Scenario => ({
  name: `the server closes with ${code}`,
  devtools: "closed",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/close-on-message/${code}`, 16),
  expect: expectOne(`/close-on-message/${code}`, primary, ["closed-by-server"]),
});

/** Against RFC 6455, on either side. */
export const frames: Scenario[] = [
  broken("reserved bits", "/bad-frame/reserved-bits", "protocol-error", { core: true }),
  broken("a reserved opcode", "/bad-frame/reserved-opcode"),
  broken("a masked frame of a server", "/bad-frame/masked"),
  broken("a continuation of nothing", "/bad-frame/continuation"),
  broken("a frame of 2^63 bytes", "/bad-frame/oversize"),
  broken("a close frame with 1006", "/close/1006"),
  told("two close frames", "two-closes", [/two close frames/], [/without a close frame/, /proxy/i]),
  told("an HTTP answer within the open socket", "http", [/An HTTP answer within the open socket/]),
  told("a message within another", "fragments", [/began a message within another/]),
  told("compression that was not agreed on", "compressed", [/not agreed on/]),
  told("a close frame of one byte", "close-of-one-byte", [/broken close frame/]),
  broken("a text that is not UTF-8", "/bad-utf8", "invalid-payload"),
  {
    ...broken("reserved bits, DevTools closed", "/bad-frame/reserved-bits"),
    devtools: "closed",
    // Nothing tells it from a connection that broke.
    expect: expectOne(
      "/bad-frame/reserved-bits",
      ["immediate-disconnect", "abnormal-closure"],
      ["idle-timeout", "server-restart"],
    ),
  },
  closed(1002, "protocol-error"),
  closed(1003, "unsupported-data"),
  closed(1007, "invalid-payload"),
];
