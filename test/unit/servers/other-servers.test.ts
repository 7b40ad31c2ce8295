import { once } from "node:events";
import { createConnection } from "node:net";
import { connect as connectTls } from "node:tls";
import { io } from "socket.io-client";
import { describe, expect, it } from "vitest";
import { startBannerServer } from "../../servers/banner-server.ts";
import { certificates } from "../../servers/certificate.ts";
import { startFaultServer } from "../../servers/fault-server.ts";
import { takeFreePort } from "../../servers/listen.ts";
import { startPageServer } from "../../servers/page-server.ts";
import { startSocketIoServer } from "../../servers/socket-io-server.ts";
import { nextMessage, openSocket, watchSocket } from "./page-side.ts";

describe("a free port", () => {
  it("refuses whoever connects", async () => {
    const { error } = await watchSocket(`ws://127.0.0.1:${await takeFreePort()}/`);
    expect(error).toMatch(/ECONNREFUSED/);
  });
});

describe("a server that stops", () => {
  it("ends open connections and listens no more", async () => {
    const server = await startFaultServer();
    const socket = await openSocket(`${server.url}/echo`);
    const closed = once(socket, "close");
    await server.stop();
    expect((await closed)[0]).toBe(1006);
    expect((await watchSocket(`${server.url}/echo`)).error).toMatch(/ECONNREFUSED/);
  });

  it("listens on loopback addresses only", async () => {
    await expect(startFaultServer({ host: "0.0.0.0" })).rejects.toThrow("not a loopback address");
  });
});

describe("the banner server", () => {
  it("speaks first, and not HTTP", async () => {
    const { url, stop } = await startBannerServer();
    const { hostname, port } = new URL(url);
    const socket = createConnection(Number(port), hostname);
    const [banner] = await once(socket, "data");
    expect(String(banner)).toMatch(/^220 /);
    await stop();
  });
});

describe("a certificate", () => {
  const verdict = async (certificate: ReturnType<typeof certificates.selfSigned>, ca?: string) => {
    const server = await startFaultServer({ certificate });
    const { port } = new URL(server.httpUrl);
    const socket = connectTls({ port: Number(port), host: "127.0.0.1", ...(ca ? { ca } : {}) });
    const ended = await Promise.race([
      once(socket, "secureConnect").then(() => "trusted"),
      once(socket, "error").then(([error]: NodeJS.ErrnoException[]) => error?.code),
    ]).catch((error: NodeJS.ErrnoException) => error.code);
    socket.destroy();
    await server.stop();
    return ended;
  };

  it("signed by itself is trusted by nobody", async () => {
    expect(await verdict(certificates.selfSigned())).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("is otherwise in order: whoever is told to trust it does", async () => {
    const certificate = certificates.selfSigned();
    expect(await verdict(certificate, certificate.cert)).toBe("trusted");
  });

  it("that has expired says so even where it is trusted", async () => {
    const certificate = certificates.expired();
    expect(await verdict(certificate, certificate.cert)).toBe("CERT_HAS_EXPIRED");
  });

  it("of another host says so even where it is trusted", async () => {
    const certificate = certificates.wrongHost();
    expect(await verdict(certificate, certificate.cert)).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  it("serves the same faults over wss", async () => {
    const server = await startFaultServer({ certificate: certificates.selfSigned() });
    expect(server.url).toMatch(/^wss:/);
    const socket = await openSocket(`${server.url}/echo`);
    socket.send("hail");
    expect(await nextMessage(socket)).toBe("hail");
    await server.stop();
  });
});

describe("the Socket.IO server", () => {
  it("acknowledges, pushes readings and serves its client", async () => {
    const server = await startSocketIoServer({ readingEveryMs: 20 });
    const socket = io(server.url, { transports: ["websocket"], reconnection: false });
    expect(await socket.emitWithAck("say", "drizzle")).toBe("drizzle");
    await new Promise((resolve) => socket.once("reading", resolve));
    const script = await fetch(`${server.url}/socket.io/socket.io.min.js`);
    expect(script.status).toBe(200);
    socket.disconnect();
    await server.stop();
  });
});

describe("the page server", () => {
  it("serves the same pages on every address, with their headers", async () => {
    const server = await startPageServer(
      { "/": { body: "<p>hello", headers: { "Content-Security-Policy": "connect-src 'none'" } } },
      ["127.0.0.1", "127.0.0.2"],
    );
    expect(server.urls.map((url) => new URL(url).hostname)).toEqual(["127.0.0.1", "127.0.0.2"]);
    for (const url of server.urls) {
      const response = await fetch(`${url}/?query`);
      expect(response.headers.get("content-security-policy")).toBe("connect-src 'none'");
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(await response.text()).toBe("<p>hello");
    }
    await server.stop();
  });

  it("takes pages later on, and answers 404 for others", async () => {
    const server = await startPageServer({});
    expect((await fetch(`${server.url}/late.js`)).status).toBe(404);
    server.setPage("/late.js", "1");
    const script = await fetch(`${server.url}/late.js`);
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    await server.stop();
  });
});
