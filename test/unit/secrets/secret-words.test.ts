import { describe, expect, it } from "vitest";
import { createMasker } from "../../../src/secrets/masker.ts";
import { maskWords } from "../../../src/secrets/secret-words.ts";
import { endpointOf } from "../../../src/session/endpoint.ts";

const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const UUID = "6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab";
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

describe("a credential in a sentence", () => {
  it.each([
    [
      "Incorrect API key provided: sk-proj-AbCdEf0123456789AbCdEf.",
      "Incorrect API key provided: sk-proj-***.",
    ],
    ["'ghp_0123456789abcdefghij' is revoked", "'ghp_***' is revoked"],
    [`bad key ${HASH}, sorry`, "bad key ***, sorry"],
    [`not valid: ${JWT}`, "not valid: ***"],
    [`wss://x.test/ws/${HASH} was refused`, "wss://x.test/ws/*** was refused"],
    ["password hunter2 is wrong", "password *** is wrong"],
    ["header value 'aB3xK9mQ2vT7rL5pW8zN' does not match", "header value '***' does not match"],
  ])("is masked: %s", (text, masked) => {
    expect(maskWords(text)).toBe(masked);
    expect(maskWords(masked)).toBe(masked);
  });

  it.each([
    "internationalization failed: error_code_1234567",
    "model gpt-4o-realtime-preview-2024-12-17 is overloaded",
    "RESOURCE_EXHAUSTED_429 in handleChatRoom12",
    `room ${UUID} is full`,
    `room-${UUID} and Room-${UUID}`,
    "no route to ec2-54-12-33-44.us-west-2.compute.amazonaws.com.",
    "no route to a1b2c3d4e5f6a7b8c9.azurewebsites.net",
    "/api/v2/realtime/socket was not found",
    "net::ERR_CERT_COMMON_NAME_INVALID",
    "Error during WebSocket handshake: Unexpected response code: 403",
    "at 2026-11-20T12:00:00.100Z",
    "sk-learn-documentation-extended",
    "password expired, 2 attempts left",
  ])("is none in: %s", (text) => {
    expect(maskWords(text)).toBe(text);
  });

  it.each(["sk-", "gh", "/a1b2", "a1.", "eyJ", "AKIA1", "...", "aB3", "password=", "pwd "])(
    "takes its time from no hostile text of many %j",
    (part) => {
      expect(maskWords(part.repeat(100_000))).toBeTypeOf("string");
    },
  );
});

const maskSegment = (segment: string) => createMasker().url(`/${segment}`, "address").slice(1);

describe("a credential in a path", () => {
  it.each([
    [HASH, "***1"],
    ["sk-live_0123456789abcdefghij", "sk-live_***1"],
    ["1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "***1"],
  ])("is masked, and is no part of the endpoint: %s", (segment, masked) => {
    expect(maskSegment(segment)).toBe(masked);
    expect(maskSegment(masked)).toBe(masked);
    expect(endpointOf(`wss://x.test/ws/${segment}/live`)).toBe("wss://x.test/ws/*/live");
    expect(endpointOf(`wss://x.test/ws/${masked}/live`)).toBe("wss://x.test/ws/*/live");
  });

  it.each([
    UUID,
    UUID.replaceAll("-", ""),
    `room:${UUID}`,
    "507f1f77bcf86cd799439011",
    "Some-Article-Title-2024-with-a-very-long-slug",
    "realtime",
  ])("is not what names a room or a record: %s", (segment) => {
    expect(maskSegment(segment)).toBe(segment);
    expect(endpointOf(`wss://x.test/ws/${segment}`)).toBe(`wss://x.test/ws/${segment}`);
  });
});
