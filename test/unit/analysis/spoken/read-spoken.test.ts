import { describe, expect, it } from "vitest";
import { readSpoken } from "../../../../src/analysis/spoken/read-spoken.ts";

const topicOf = (words: string) => readSpoken(words)?.topic ?? null;

describe("a close reason", () => {
  it.each([
    "invalid token",
    "Invalid or expired token",
    "Token has expired",
    "token has been revoked",
    "tokenExpired",
    "token_mismatch",
    "Missing access token",
    "no token provided",
    "token not found",
    "please refresh your token",
    "JWTExpired",
    "Not logged in",
    "Please log in again",
    "login required",
    "session expired",
    "Permission denied",
    "insufficient permissions",
    "Origin not allowed",
    "You are not allowed to access this room",
    "Not allowed",
    "unauthenticated",
    "API key revoked",
    "access was revoked",
  ])("“%s” is about credentials", (reason) => {
    expect(topicOf(reason)).toBe("credentials");
  });

  it.each([
    "Unexpected token < in JSON at position 0",
    "Invalid or unexpected token",
    "SyntaxError: Unexpected token u",
    "Binary frames are not allowed",
    "not allowed to send binary frames",
    "compression is not allowed here",
    "tokenizer crashed",
    "already authenticated",
    "user logged in elsewhere",
    "notification permissions changed",
    "log in the file has the details",
    "author left",
    "Unknown token type in message",
    "not allowed: message too long",
    "Permission to speak revoked by moderator",
  ])("“%s” is about neither credentials nor limits", (reason) => {
    expect(["credentials", "rate", "connections", "quota", "context"]).not.toContain(
      topicOf(reason),
    );
  });

  it.each([
    ["Token limit reached", "context"],
    ["Too many tokens in request", "context"],
    ["Prompt is too long", "context"],
    ["tokens per minute exceeded", "rate"],
    ["Too many tokens per minute", "rate"],
    ["token bucket empty", "rate"],
    ["Daily token limit reached", "quota"],
    ["out of tokens", "quota"],
    ["daily token budget used up", "quota"],
    ["max_tokens_reached", "context"],
    ["Over connection quota", "quota"],
    ["Too many connections from this IP", "connections"],
    ["too many concurrent connections", "connections"],
    ["connection limit reached", "connections"],
    ["maximum number of connections exceeded", "connections"],
    ["TooManyConnections", "connections"],
    ["too many requests", "rate"],
  ])("“%s” is a limit: %s", (reason, about) => {
    expect(topicOf(reason)).toBe(about);
  });
});

describe("words that only look like trouble", () => {
  it.each([
    "no rate limit",
    "rate limit reset",
    "rate limits updated",
    "without a timeout",
    "no errors",
    "already logged in",
    "subscription renewed",
    "client done",
    "bye",
    "logout",
    "tab closed",
    "",
  ])("“%s” speaks of none", (words) => {
    expect(readSpoken(words)).toBeNull();
  });

  it.each([
    ["timeout must be a number", "invalid"],
    ["token must be a string", "invalid"],
    ["'quota' is not a number", "invalid"],
    ["max_tokens must be at least 1", "invalid"],
    ["Unexpected token < in JSON", "format"],
  ])("“%s” is about a field or the format: %s", (words, topic) => {
    expect(readSpoken(words)?.topic).toBe(topic);
  });
});

describe("an error of any shape", () => {
  it.each([
    [
      '{"error":{"type":"invalid_request_error","code":"invalid_api_key","message":"x"}}',
      "credentials",
    ],
    [
      '{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}',
      "credentials",
    ],
    ['{"error":{"code":403,"message":"Your input was flagged by moderation"}}', "policy"],
    ['{"auth":"fail"}', "credentials"],
    ['{"type":"login","status":"failed"}', "credentials"],
    ['[{"ev":"status","status":"auth_failed","message":"authentication failed"}]', "credentials"],
    ['["CLOSED","s","auth-required: log in first"]', "credentials"],
    ['{"success":false,"ret_msg":"Too many visits!"}', "rate"],
    [
      '{"payload":"{\\"code\\":4001,\\"message\\":\\"Invalid token\\"}","event":"error"}',
      "credentials",
    ],
    ["<failure><not-authorized/></failure>", "credentials"],
    ["<stream:error><conflict/></stream:error>", "taken-over"],
  ])("%s is about %s", (text, topic) => {
    expect(readSpoken(text)?.topic).toBe(topic);
  });
});

describe("a wait that is asked for", () => {
  it.each([
    ["Rate limit reached. Please try again in 1m30.5s.", 90_500],
    ["Too many requests, retry after 20 seconds", 20_000],
    ["slow down; try again in 850ms", 850],
    ["rate limited, wait 2 minutes", 120_000],
    ["rate limited", null],
  ])("“%s”: %s ms", (words, waitMs) => {
    expect(readSpoken(words)?.waitMs).toBe(waitMs);
  });

  it("stands in a field of any of its names", () => {
    for (const field of ['"retry_after":2', '"retryAfterMs":2000', '"retryDelay":"2s"']) {
      expect(readSpoken(`{"error":{"code":429,"message":"x",${field}}}`)?.waitMs).toBe(2_000);
    }
  });
});

it("reads the beginning of a text of any length", () => {
  const long = "a ".repeat(500_000);
  expect(readSpoken(`rate limited ${long}`)?.topic).toBe("rate");
  expect(readSpoken(long)).toBeNull();
});
