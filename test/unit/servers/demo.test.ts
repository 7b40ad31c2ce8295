import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demo, startDemo } from "../../demo/start-demo.ts";
import { connectSocket, nextMessage, watchSocket } from "./page-side.ts";

let demo: Demo;
let socketUrl: string;
beforeAll(async () => {
  demo = await startDemo();
  socketUrl = demo.url.replace(/^http/, "ws");
});
afterAll(() => demo.stop());

describe("the demo server", () => {
  it("serves the page with its style and scripts", async () => {
    const page = await fetch(`${demo.url}?autoplay`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const html = await page.text();
    for (const [, path = ""] of html.matchAll(/(?:href|src)="(\/[^"]+)"/g)) {
      const file = await fetch(new URL(path, demo.url));
      expect([path, file.status]).toEqual([path, 200]);
      expect(await file.text()).not.toBe("");
    }
    for (const script of ["faults.js", "link.js"]) {
      const { headers } = await fetch(new URL(script, demo.url));
      expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    }
  });

  it("names an address in the page where nothing listens", async () => {
    const html = await (await fetch(demo.url)).text();
    const refusedUrl = /data-refused-url="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await watchSocket(refusedUrl)).error).toMatch(/ECONNREFUSED/);
  });

  it("has a station that reads the weather, answers and keeps the link alive", async () => {
    const socket = connectSocket(`${socketUrl}station`);
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ type: "reading", hPa: 1009 });
    socket.send('{"type":"ping","n":1}');
    expect(JSON.parse(await nextMessage(socket))).toEqual({ type: "pong", n: 1 });
    socket.send('{"type":"ask","text":"Rain?"}');
    expect(JSON.parse(await nextMessage(socket))).toEqual({
      type: "answer",
      text: "“Rain?” Hard to say: 1009 hPa, wind 18 km/h.",
    });
    for (const nonsense of ["{", "null", "7"]) socket.send(nonsense);
    socket.send('{"type":"ping","n":2}');
    expect(JSON.parse(await nextMessage(socket))).toEqual({ type: "pong", n: 2 });
    socket.terminate();
  });

  it("answers a path that it does not have with 404", async () => {
    expect((await watchSocket(`${socketUrl}staton`)).status).toBe(404);
    expect((await fetch(`${demo.url}staton`)).status).toBe(404);
  });

  it("listens on the port it is given, and says so where that one is taken", async () => {
    const { port } = new URL(demo.url);
    await expect(startDemo({ port: Number(port) })).rejects.toThrow("EADDRINUSE");
  });

  it("ends its links when it stops", async () => {
    const another = await startDemo();
    const socket = connectSocket(`${another.url.replace(/^http/, "ws")}station`);
    await nextMessage(socket);
    const closed = once(socket, "close");
    await another.stop();
    expect((await closed)[0]).toBe(1006);
  });
});
