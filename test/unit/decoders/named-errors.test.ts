import { describe, expect, it } from "vitest";
import { describePlain } from "../../../src/decoders/plain.ts";
import { describeStomp } from "../../../src/decoders/protocols/stomp.ts";

const bytesOf = (...parts: (number | string)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [part.length, ...new TextEncoder().encode(part)],
    ),
  );

describe("errors that no word calls one", () => {
  it.each([
    ['{"result":false,"error_msg":"The channel is unknown.","error_code":20103}', "20103"],
    ['[{"binary":0,"data":{"result":false,"error_msg":"The channel is unknown."}}]', null],
    ['{"code":"10004","msg":"Need verify apiKey"}', "10004"],
    ['{"code":30040,"message":"channel does not exist or is not yours","id":4}', "30040"],
    ['{"janus":"timeout","session_id":4127}', "timeout"],
    // Behind the mark that ends a record.
    ['{"error":"Missing required property \'protocol\'."}\u001e', null],
  ])("%s", (text, code) => {
    expect(describePlain(text).error).toMatchObject({ code });
  });

  it.each([
    // A success, in the words of those who always answer so.
    '{"errcode":0,"errmsg":"ok"}',
    '{"errmsg":"","errcode":0,"data":[1]}',
    '{"code":"0","msg":"pong"}',
    '{"code":200,"msg":"no news"}',
    '{"code":20000,"message":"login not needed"}',
    '{"code":10001,"msg":"subscribed"}',
    // Somebody's words, or data with a number.
    '{"code":4711,"msg":"I must not forget the milk","from":"ann","room":"kitchen"}',
    '{"code":600519,"msg":"Not Just Bread","price":12.5}',
    '[{"id":1,"level":"info","msg":"no error"}]',
    '{"janus":"keepalive","session_id":4127}',
  ])("%s is none", (text) => {
    expect(describePlain(text).error).toBeUndefined();
  });
});

describe("documents that may not be opened", () => {
  it.each([
    ["Hocuspocus", bytesOf("doc-7", 2, 1, "permission-denied")],
    ["y-websocket", bytesOf(2, 0, "permission-denied")],
  ])("%s says so", (_, bytes) => {
    expect(describePlain(bytes).error).toEqual({
      code: "permission-denied",
      message: "permission-denied",
      retryAfterMs: null,
    });
  });

  it.each([
    ["the page's token", bytesOf("doc-7", 2, 0, "a-secret-token")],
    ["the leave that was given", bytesOf("doc-7", 2, 2, "read-write")],
    ["a step of the sync", bytesOf("doc-7", 0, 1, "abcdef")],
    ["one byte more", bytesOf("doc-7", 2, 1, "denied", 7)],
    ["one byte less", bytesOf("doc-7", 2, 1, "denied").slice(0, -1)],
    ["what is no text", bytesOf("doc-7", 2, 1, 3, 0, 1, 2)],
  ])("%s is no refusal", (_, bytes) => {
    const { error, summary } = describePlain(bytes);
    expect(error).toBeUndefined();
    expect(summary).not.toContain("a-secret-token");
  });
});

it("STOMP's error is what Spring nested in it", () => {
  const message =
    "Failed to send message to Channel[in]; nested exception is org.example.security.AccessDeniedException\\c Access is denied";
  expect(describeStomp(`ERROR\nmessage:${message}\n\n\0`).error?.message).toBe(
    "AccessDeniedException: Access is denied",
  );
});
