import { describe, expect, it } from "vitest";
import { shortTitle } from "../../../src/popup/short-title.ts";

const ENDPOINT = "wss://api.example.com:8443/live";

describe("the popup's line about what is worst", () => {
  it.each([
    [
      "Server error: api.example.com:8443 closed with 1011 Internal Error after 7 ms: “no”",
      "Server error: closed with 1011 Internal Error after 7 ms: “no”",
    ],
    [
      "Reconnect storm: 30 attempts in 12 s (150 a minute), at once; 1,000 such pages make 9 handshakes a second",
      "Reconnect storm: 30 attempts in 12 s (150 a minute), at once",
    ],
    ["Could not connect to api.example.com:8443; another extension hides it", "Could not connect"],
    [
      "Idle timeout: api.example.com:8443 is cut after 60 s of silence",
      "Idle timeout: api.example.com:8443 is cut after 60 s of silence",
    ],
  ])("does not say again which host it is: %s", (title, short) => {
    expect(shortTitle(title, ENDPOINT)).toBe(short);
  });

  it("names no connection by a number, as the popup has none", () => {
    const waiting = "Waiting in line for api.example.com:8443, behind connection #1,017";
    expect(shortTitle(waiting, ENDPOINT)).toBe("Waiting in line for api.example.com:8443");
    expect(
      shortTitle(
        "Never sent: it waited 4 s in line, behind connection #17, until the page gave up",
        ENDPOINT,
      ),
    ).toBe("Never sent: it waited 4 s in line, until the page gave up");
  });
});
