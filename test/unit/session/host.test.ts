import { describe, expect, it } from "vitest";
import { isIpAddress, isLoopback, isPrivateHost } from "../../../src/session/host.ts";

const LOOPBACK = ["localhost", "app.localhost", "127.0.0.1", "127.9.8.7", "[::1]"];
const PRIVATE = [
  ...["10.0.0.1", "172.16.0.1", "172.31.255.1", "192.168.1.1", "169.254.10.20"],
  ...["[fd00::1]", "[fc00::1]", "[fe80::1]", "[febf::1]"],
  ...["nas.lan", "printer.local", "app.test", "api.internal", "router.home.arpa", "intranet"],
];
const PUBLIC = [
  ...["example.com", "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.1.1", "100.1.1.1"],
  ...["[2606:4700::1111]", "[fec0::1]", "localhost.example.com", "notlocal.dev", ""],
];

describe("a host", () => {
  it.each(LOOPBACK)("%s is this machine, and a network of one's own", (host) => {
    expect([isLoopback(host), isPrivateHost(host)]).toEqual([true, true]);
  });

  it.each(PRIVATE)("%s is a network of one's own, not this machine", (host) => {
    expect([isLoopback(host), isPrivateHost(host)]).toEqual([false, true]);
  });

  it.each(PUBLIC)("%s is somewhere else", (host) => {
    expect([isLoopback(host), isPrivateHost(host)]).toEqual([false, false]);
  });

  it("needs no name server where it is an address", () => {
    expect(["10.0.0.1", "[::1]", "example.com", "1.2.3.4.example.com"].map(isIpAddress)).toEqual([
      ...[true, true, false, false],
    ]);
  });
});
