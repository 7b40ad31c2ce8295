import { describe, expect, it } from "vitest";
import { describeMessage, detectProtocol } from "../../../src/decoders/index.ts";

const bytes = (...parts: (number[] | string)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)),
  );
const detect = (body: string | Uint8Array, subprotocol = "") =>
  detectProtocol({
    url: "wss://h.example/ws",
    protocols: null,
    open: { protocol: subprotocol },
    first: [{ body, direction: "receive" }],
  });

describe("XMPP", () => {
  it("is known by its subprotocol and by its stream", () => {
    expect(detect("", "xmpp")).toBe("xmpp");
    const open = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="h.example"/>';
    expect(detect(open)).toBe("xmpp");
    expect(detect("<open the door>")).toBe("plain");
  });

  it.each([
    [
      "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text xml:lang='en'>Bad password</text></failure>",
      "not-authorized",
      "Bad password",
    ],
    [
      "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
      "conflict",
      "conflict",
    ],
  ])("says in %s that it refuses", (body, code, message) => {
    expect(describeMessage("xmpp", body, "receive")).toMatchObject({
      isError: true,
      error: { code, message },
    });
  });

  it("is ready after success, and a stanza is none of an error", () => {
    const success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
    expect(describeMessage("xmpp", success, "receive").isReady).toBe(true);
    const chat = "<message type='chat'><body>unauthorized &lt;conflict/></body></message>";
    expect(describeMessage("xmpp", chat, "receive").isError).toBe(false);
  });
});

describe("RFB", () => {
  it("is known by the server's version", () => {
    expect(detect(bytes("RFB 003.008\n"))).toBe("rfb");
  });

  it.each([
    [bytes([0, 0, 0, 1], [0, 0, 0, 22], "Authentication failure"), "Authentication failure"],
    [bytes([0, 0, 0, 1]), "authentication failed"],
    [bytes([0, 0, 0, 2]), "too many authentication attempts"],
    [bytes([0], [0, 0, 0, 26], "Too many security failures"), "Too many security failures"],
  ])("%# says why it refuses", (body, message) => {
    expect(describeMessage("rfb", body, "receive").error?.message).toBe(message);
  });

  it("takes a picture for no refusal", () => {
    const update = bytes([0, 0, 0, 1, 0, 0, 0, 0, 0, 64, 0, 64], "x".repeat(64));
    expect(describeMessage("rfb", update, "receive").isError).toBe(false);
    expect(describeMessage("rfb", bytes([0, 0, 0, 0]), "receive").isReady).toBe(true);
  });
});
