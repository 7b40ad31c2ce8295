import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { getStatus, watchSocket, watchTcp } from "./page-side.ts";

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.stop());

describe("a refused handshake", () => {
  for (const status of [200, 302, 400, 401, 403, 404, 407, 426, 429, 500, 502, 503, 504]) {
    it(`answers the upgrade and a plain request to /status/${status} with ${status}`, async () => {
      expect(await watchSocket(`${server.url}/status/${status}`)).toMatchObject({
        opened: false,
        status,
      });
      expect(await getStatus(`${server.httpUrl}/status/${status}`)).toBe(status);
    });
  }

  it("asks for no login at 401, so that no browser waits behind a prompt", async () => {
    const { headers } = await watchSocket(`${server.url}/status/401`);
    expect(headers).not.toHaveProperty("www-authenticate");
  });

  it("says at 429 when to come back", async () => {
    const { headers } = await watchSocket(`${server.url}/status/429`);
    expect(headers["retry-after"]).toBe("7");
  });

  it("refuses only the upgrade at /upgrade-only", async () => {
    expect((await watchSocket(`${server.url}/upgrade-only/403`)).status).toBe(403);
    expect(await getStatus(`${server.httpUrl}/upgrade-only/403`)).toBe(426);
  });

  it("answers 404 where there is no route, and to a path that cannot be decoded", async () => {
    expect((await watchSocket(`${server.url}/nowhere`)).status).toBe(404);
    expect(await getStatus(`${server.httpUrl}/%zz`)).toBe(404);
  });

  it("answers a plain request to a WebSocket path with 426", async () => {
    const plain = await fetch(`${server.httpUrl}/echo`);
    expect(plain.status).toBe(426);
    expect(plain.headers.get("upgrade")).toBe("websocket");
  });

  it("remembers what was asked", async () => {
    await fetch(`${server.httpUrl}/status/418`);
    await watchSocket(`${server.url}/status/418`);
    const asked = server.requests.filter(({ path }) => path === "/status/418");
    expect(asked.map(({ upgrade }) => upgrade)).toEqual([false, true]);
  });
});

describe("a broken handshake", () => {
  it("is never answered at /hang", async () => {
    expect(await watchTcp(`${server.url}/hang`, 200)).toEqual({ end: "open", bytes: "" });
  });

  it("is answered late at /slow", async () => {
    const early = await watchTcp(`${server.url}/slow/300`, 100);
    expect(early).toEqual({ end: "open", bytes: "" });
    const late = await watchTcp(`${server.url}/slow/100`, 400);
    expect(late.bytes).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("ends in the midst of a header at /half-handshake", async () => {
    const { end, bytes } = await watchTcp(`${server.url}/half-handshake`, 1_000);
    expect(end).toBe("ended");
    expect(bytes).toMatch(/^HTTP\/1\.1 101 .*\r\nConnec$/s);
  });

  it("ends in order at /drop-handshake", async () => {
    expect(await watchTcp(`${server.url}/drop-handshake`, 1_000)).toEqual({
      end: "ended",
      bytes: "",
    });
  });

  it("ends by a reset at /reset-handshake", async () => {
    expect(await watchTcp(`${server.url}/reset-handshake`, 1_000)).toEqual({
      end: "ECONNRESET",
      bytes: "",
    });
  });

  it("has the wrong proof at /bad-accept", async () => {
    expect((await watchSocket(`${server.url}/bad-accept`)).error).toMatch(/Sec-WebSocket-Accept/);
  });

  it("upgrades to something else at /bad-upgrade", async () => {
    expect((await watchSocket(`${server.url}/bad-upgrade`)).error).toMatch(/Upgrade header/);
  });
});

describe("the subprotocol", () => {
  it("is the one in the path, even where another was offered", async () => {
    const seen = await watchSocket(`${server.url}/subprotocol/rain`, { protocols: ["snow"] });
    expect(seen).toMatchObject({ opened: false, error: "Server sent an invalid subprotocol" });
  });

  it("is the one in the path, even where none was offered", async () => {
    const seen = await watchSocket(`${server.url}/subprotocol/rain`);
    expect(seen.error).toBe("Server sent a subprotocol but none was requested");
  });

  it("is missing at /no-subprotocol", async () => {
    const seen = await watchSocket(`${server.url}/no-subprotocol`, { protocols: ["snow"] });
    expect(seen.error).toBe("Server sent no subprotocol");
  });
});
