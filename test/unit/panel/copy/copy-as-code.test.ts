import { afterEach, expect, it } from "vitest";
import { copyAsCode, lacksSecrets } from "../../../../src/panel/copy/copy-as-code.ts";
import { originOf, pageUrls } from "../../../../src/panel/copy/page-urls.ts";
import { makeConnection } from "../../../builders.ts";

afterEach(() => {
  pageUrls.value = () => null;
});

const plain = makeConnection({ url: "wss://chat.example.com/live", documentId: "d1" });

it("has the page's origin where DevTools came too late for the headers, and the headers' where it did not", () => {
  expect(copyAsCode("curl", plain, null, false)).not.toContain("Origin");
  pageUrls.value = (id) => (id === "d1" ? "https://app.example.com/desk?x=1#top" : null);
  expect(copyAsCode("curl", plain, null, false)).toContain("Origin: https://app.example.com'");
  const requestHeaders = [{ name: "Origin", value: "https://other.example" }];
  const seen = makeConnection({ documentId: "d1", handshake: { requestHeaders } });
  const code = copyAsCode("websocat", seen, null, false);
  expect(code).toContain("https://other.example");
  expect(code).not.toContain("app.example.com");
});

it("knows no origin of what is no page of the web", () => {
  expect(["file:///tmp/a.html", "about:blank", "not an address", null].map(originOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it("says where what is copied lacks a secret", () => {
  expect(lacksSecrets(plain, null)).toBe(false);
  const token = makeConnection({
    url: "wss://chat.example.com/live?access_token=s3cr3t-t0ken-0001",
  });
  expect(lacksSecrets(token, null)).toBe(true);
});
