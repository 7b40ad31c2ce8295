import { describe, expect, it } from "vitest";
import { hasSecrets } from "../../../../src/panel/handshake/handshake-facts.ts";
import { makeConnection } from "../../../builders.ts";

describe("a handshake has secrets to show", () => {
  it.each([
    ["in its address", makeConnection({ url: "wss://a.test/?token=abcdefgh12345678XYZ" })],
    ["among its subprotocols", makeConnection({ protocols: ["bearer", "abcdefgh12345678XYZ"] })],
    [
      "in a header",
      makeConnection({ handshake: { requestHeaders: [{ name: "Cookie", value: "sid=1" }] } }),
    ],
    [
      "in the header of subprotocols",
      makeConnection({
        handshake: {
          requestHeaders: [
            { name: "Sec-WebSocket-Protocol", value: "bearer, abcdefgh12345678XYZ" },
          ],
        },
      }),
    ],
  ])("%s", (_, connection) => {
    expect(hasSecrets(connection)).toBe(true);
  });

  it("and none where nothing of it is masked", () => {
    const plain = makeConnection({
      url: "wss://a.test/live?room=1",
      protocols: ["chat"],
      handshake: { requestHeaders: [{ name: "Origin", value: "https://a.test" }] },
    });
    expect(hasSecrets(plain)).toBe(false);
  });
});
