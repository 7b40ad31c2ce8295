import { describe, expect, it } from "vitest";
import { isSecretParameter } from "../../../src/secrets/known/parameters.ts";
import { isSecretHeader, looksLikeToken, maskSecret } from "../../../src/secrets/secrets.ts";
import { maskSubprotocols } from "../../../src/secrets/subprotocols.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

describe("isSecretParameter", () => {
  it.each([
    ["token", "abc"],
    ["accessToken", "abc"],
    ["X-Amz-Signature", "abc"],
    ["api_key", "abc"],
    ["q", JWT],
    ["q", "sk-proj-4fGh27Kq9Lm0Pz8Xc5Vb"],
  ])("takes %s=%s for a credential", (name, value) => {
    expect(isSecretParameter(name, value)).toBe(true);
  });

  it.each([
    ["room", "lobby"],
    ["transport", "websocket"],
    ["auth", "true"],
    ["token", ""],
    ["token", "***"],
    ["id", "6b1f9a52-7c0e-4a53-9d0a-0d2f6a1b3c4d"],
    ["topic", "the-annual-general-meeting-2026"],
  ])("does not take %s=%s for one", (name, value) => {
    expect(isSecretParameter(name, value)).toBe(false);
  });
});

describe("isSecretHeader", () => {
  it.each(["Authorization", "cookie", "Set-Cookie", "Proxy-Authorization", "X-Api-Key"])(
    "knows %s",
    (name) => {
      expect(isSecretHeader(name)).toBe(true);
    },
  );
  it.each(["Upgrade", "Sec-WebSocket-Key", "Origin", "Host"])("leaves %s", (name) => {
    expect(isSecretHeader(name)).toBe(false);
  });
});

describe("masking", () => {
  it("keeps of a JWT its header and its times, and nothing of whose it is", () => {
    expect(maskSecret(JWT)).toBe("eyJhbGciOiJIUzI1NiJ9.e30.***");
    expect(looksLikeToken(maskSecret(JWT))).toBe(true);
  });

  it("keeps of a token that is wrapped, or one of several, only when it is valid", () => {
    const times = `eyJhbGciOiJub25lIn0.${encode({ exp: 1_800_000_000, iat: 1_700_000_000 })}.***`;
    const token = `${encode({ alg: "HS256" })}.${encode({
      sub: "ada@example.com",
      exp: 1_800_000_000,
      iat: 1_700_000_000,
    })}.c2lnbmF0dXJl`;
    const protocol = `base64url.bearer.authorization.k8s.io.${Buffer.from(token).toString("base64url")}`;
    const masked = maskSubprotocols([protocol]);
    expect(masked).toEqual([`base64url.bearer.authorization.k8s.io.***.${times}`]);
    expect(maskSubprotocols(masked)).toEqual(masked);
    expect(maskSecret(`a=1; id=${token}; b=2`)).toBe(`***.${times}`);
  });

  it("keeps the scheme of an Authorization header", () => {
    expect(maskSecret("Bearer abc123")).toBe("Bearer ***");
    expect(maskSecret("plain")).toBe("***");
  });

  it("masks what a page smuggles through subprotocols, and nothing else", () => {
    expect(maskSubprotocols(["access_token", "short1", "chat"])).toEqual([
      "access_token",
      "***",
      "chat",
    ]);
    expect(maskSubprotocols(["base64url.bearer.authorization.k8s.io.c2VjcmV0MTIz"])).toEqual([
      "base64url.bearer.authorization.k8s.io.***",
    ]);
    expect(maskSubprotocols(["openai-insecure-api-key.sk-abcdef"])).toEqual([
      "openai-insecure-api-key.***",
    ]);
    expect(maskSubprotocols(["graphql-transport-ws", "v12.stomp"])).toEqual([
      "graphql-transport-ws",
      "v12.stomp",
    ]);
  });
});
