import { describe, expect, it } from "vitest";
import { classifyReason } from "../../../../src/analysis/knowledge/classify-reason.ts";

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
    expect(classifyReason(reason)).toBe("auth");
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
    expect(classifyReason(reason)).toBeNull();
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
    expect(classifyReason(reason)).toBe(about);
  });
});
