import { describe, expect, it } from "vitest";
import { explain, servicesNamed } from "../../../../src/analysis/explain/explain.ts";
import { FINDING_IDS } from "../../../../src/analysis/findings.ts";
import { SERVICE_CODES } from "../../../../src/analysis/knowledge/service-codes.ts";

const wordsOf = (asked: string, vendor?: string) => {
  const explanation = explain(asked, vendor === undefined ? [] : servicesNamed(vendor));
  return explanation && `${explanation.title}\n${JSON.stringify(explanation.blocks)}`;
};

describe("an explanation", () => {
  it.each([
    ["1006", undefined, "1006 Abnormal Closure", "abnormal-closure"],
    ["4401", undefined, "Who uses it", "graphql-transport-ws: Unauthorized"],
    ["4401", "graphql-ws", "graphql-transport-ws: subscribe sent before", "Do not reconnect"],
    ["4004", "discord", "discord-gateway: ", "valid credentials"],
    ["1009", undefined, "Message Too Big", "message-too-big"],
    ["403", undefined, "HTTP 403", "Allow the page's origin."],
    ["502", undefined, "HTTP 502", "The proxy works"],
    ["418", undefined, "HTTP 418", "who answered 418, and why?"],
    ["101", undefined, "HTTP 101", "switched over"],
    ["net::ERR_CERT_DATE_INVALID", undefined, "expired", "handshake-tls"],
    ["NS_ERROR_UNKNOWN_HOST", undefined, "handshake-dns", "stormglass explain handshake-dns"],
    ["Unexpected response code: 401", undefined, "401", "auth-rejected"],
    ["Idle-Timeout", undefined, "idle-timeout: ", "How it is judged"],
    ["phoenix-channels", undefined, "phoenix-channels (protocol)", "Close codes of"],
  ])("of %s (%s) says %s", (asked, vendor, title, more) => {
    const words = wordsOf(asked, vendor);
    expect(words).toContain(title);
    expect(words).toContain(more);
  });

  it.each(["", "nonsense", "65536", "-1", "1e3", "constructor", "x".repeat(100_000)])(
    "of what is nothing is none: %.20s",
    (asked) => expect(explain(asked)).toBeNull(),
  );

  it("is there for each finding, each number of two bytes, and leaves no blank in its words", () => {
    for (const id of FINDING_IDS) expect(explain(id)?.finding).toBe(id);
    for (let code = 0; code <= 65_535; code += 1) {
      const explanation = explain(String(code));
      if (!explanation) throw new Error(`nothing of ${code}`);
      const { title, blocks } = explanation;
      if (code % 97 === 0 || code < 1_100)
        expect(title + JSON.stringify(blocks)).not.toMatch(/\{\w+\}/);
    }
  });

  it("names each service's own meaning where the service is named", () => {
    for (const { service, code, name } of SERVICE_CODES) {
      const first = typeof code === "number" ? code : code[0];
      const close = explain(String(first), [service])?.close;
      expect(close?.service, `${service} ${first} ${name}`).toBe(service);
      expect(close?.isOwn).toBe(true);
    }
  });
});

it.each([
  ["Socket.IO", ["socket.io"]],
  ["graphql-ws", ["graphql-transport-ws"]],
  ["slack", ["slack-socket-mode"]],
  ["discord", ["discord-gateway", "discord-voice", "discord-rpc"]],
  ["", []],
  ["no such", []],
])("the services that %s means are %j", (name, services) => {
  expect(servicesNamed(name)).toEqual(services);
});
