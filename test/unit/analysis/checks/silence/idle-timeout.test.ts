import { describe, expect, it } from "vitest";
import { KNOWN_LIMITS } from "../../../../../src/analysis/knowledge/idle-limits.ts";
import { settingsOf } from "../../../../../src/analysis/texts/settings.ts";
import { makeConnection, T0 } from "../../../../builders.ts";
import { findIn, findingsOf, headers, makeCut, primariesOf } from "../../silence/sessions.ts";

const cuts = (quietsMs: readonly number[], known = {}) =>
  quietsMs.map((quietMs, i) => makeCut({ ageMs: 300_000 + i * 77_000, quietMs, ...known }));

describe("idle-timeout by repetition", () => {
  it("takes two ends after silences within 5 %", () => {
    expect(primariesOf(cuts([60_000, 57_100]))).toEqual(["idle-timeout", "idle-timeout"]);
    expect(primariesOf(cuts([60_000, 56_900]))).toEqual(["abnormal-closure", "abnormal-closure"]);
  });

  it("takes silences within a second, unless they are short", () => {
    expect(primariesOf(cuts([12_000, 11_010]))).toEqual(["idle-timeout", "idle-timeout"]);
    expect(primariesOf(cuts([4_000, 4_000]))).not.toContain("idle-timeout");
    expect(primariesOf(cuts([4_000, 3_990, 3_980]))).toEqual(Array(3).fill("idle-timeout"));
    expect(primariesOf(cuts([4_000, 3_990, 3_500]))).not.toContain("idle-timeout");
  });

  it("blames nobody in the midst of traffic", () => {
    expect(primariesOf(cuts([990, 995, 999]))).not.toContain("idle-timeout");
  });

  it("counts sockets that were cut together once", () => {
    const createdAt = T0 + 5_000_000;
    const twins = [makeCut({ ageMs: 60_000, createdAt }), makeCut({ ageMs: 60_100, createdAt })];
    expect(primariesOf(twins)).not.toContain("idle-timeout");
  });

  it("is disproved by a longer silence that a connection of the endpoint outlived", () => {
    const outlived = (gapMs: number) => [
      ...cuts([60_000, 60_100]),
      makeCut({ ageMs: 500_000, quietMs: 10, gapMs }),
    ];
    expect(primariesOf(outlived(57_100)).slice(0, 2)).toEqual([
      "abnormal-closure",
      "abnormal-closure",
    ]);
    expect(primariesOf(outlived(56_900)).slice(0, 2)).toEqual(["idle-timeout", "idle-timeout"]);
  });

  it("is disproved by a connection that is quiet for longer and still open", () => {
    const connections = [...cuts([60_000, 60_100]), makeConnection({ createdAt: T0, open: true })];
    expect(primariesOf(connections, T0 + 100_000_000)).not.toContain("idle-timeout");
  });

  it("is told of for what it was once the limit was raised", () => {
    const found = cuts([60_000, 60_100, 60_050]);
    const lastEndAt = Math.max(...found.map(({ end }) => end?.at ?? 0));
    const raised = [
      makeConnection({ createdAt: lastEndAt + 1_500, open: true }),
      makeCut({ createdAt: lastEndAt + 2_000, ageMs: 900_000, quietMs: 10, gapMs: 180_000 }),
      makeCut({ createdAt: lastEndAt + 2_500, ageMs: 900_000, quietMs: 300_000 }),
    ];
    for (const later of raised) {
      const findings = findingsOf([...found, later], lastEndAt + 1_000_000);
      const idle = findings.filter(({ id }) => id === "idle-timeout");
      expect(idle.map(({ subject }) => subject.id).sort()).toEqual(
        found.map(({ id }) => id).sort(),
      );
    }
    const evidence = findIn(
      findingsOf([...found, ...raised], lastEndAt + 1_000_000),
      "idle-timeout",
    )?.evidence;
    expect(evidence?.map(({ is }) => is)).toContain("silence-outlived");
  });

  it("is told of for what it was where the handshake shows whose it was, though it came once", () => {
    const cut = makeCut({
      ageMs: 300_000,
      quietMs: 60_000,
      handshake: headers({ Server: "nginx" }),
    });
    const endAt = cut.end?.at ?? 0;
    const later = makeConnection({ createdAt: endAt + 1_500, open: true });
    const earlier = makeConnection({ createdAt: endAt - 200_000, open: true });
    expect(primariesOf([cut, later], endAt + 900_000)[0]).toBe("idle-timeout");
    expect(primariesOf([cut, earlier], endAt + 900_000)[0]).toBe("abnormal-closure");
  });

  it("is not the rest of a steady period before a limit on age", () => {
    const steady = [1, 2].map(() => makeCut({ ageMs: 310_000, quietMs: 10_000, gapMs: 25_000 }));
    expect(primariesOf(steady)).toEqual(["lifetime-limit", "lifetime-limit"]);
  });

  it("names whose silence it was", () => {
    const chatty = { sendQuietMs: 300 };
    const oneSided = [1, 2].map((i) =>
      makeCut({ ageMs: 200_000 * i, quietMs: 300 * i, receiveQuietMs: 60_000, ...chatty }),
    );
    const finding = findIn(findingsOf(oneSided), "idle-timeout");
    expect(finding?.explanation).toContain("what the page sent did not count");
    expect(finding?.evidence[0]).toMatchObject({
      is: "silence-of-server",
      value: 60_000,
    });
  });

  it("lists who has the same default where nothing tells", () => {
    const finding = findIn(findingsOf(cuts([60_000, 60_010])), "idle-timeout");
    expect(finding?.title).toContain("is cut after 60 s of silence, 2 times");
    expect(finding?.explanation).toMatch(/60 s is the default of nginx/);
    expect(finding?.fixes.flatMap(settingsOf).map(({ text }) => text)).toContain(
      "timeout tunnel 1h",
    );
  });

  it("does not suspect a cloud on one's own computer", () => {
    const local = cuts([350_000, 350_010], { url: "ws://localhost:8080/x", ageMs: 900_000 });
    expect(findIn(findingsOf(local), "idle-timeout")?.explanation).not.toContain("AWS");
  });

  it("lets the handshake's headers decide between equals, also where the limit was changed", () => {
    const nginx = { handshake: headers({ Server: "nginx/1.27.1" }) };
    const known = findIn(findingsOf(cuts([60_000, 60_010], nginx)), "idle-timeout");
    expect(known?.title).toMatch(/^Idle timeout: nginx cut/);
    expect(known?.fixes[0]).toMatchObject({ role: "proxy", setting: "proxy_read_timeout 300s;" });
    const changed = findIn(findingsOf(cuts([20_000, 20_010], nginx)), "idle-timeout");
    expect(changed?.explanation).toContain("Its default is 60 s; it seems to be set to 20 s here.");
  });

  it("weighs a clean 1000 lightly, and 1001 above what its code says", () => {
    const clean = findIn(findingsOf(cuts([60_000, 60_010], { code: 1000 })), "idle-timeout");
    expect(clean).toMatchObject({ severity: "info", primary: true });
    expect(primariesOf(cuts([60_000, 60_010], { code: 1001 }))).toEqual([
      "idle-timeout",
      "idle-timeout",
    ]);
  });

  it("is not disproved by the long silence of a computer that slept", () => {
    const slept = makeCut({ ageMs: 7_000_000, quietMs: 6_000_000 });
    const at = (slept.end?.at ?? 0) - 10;
    const jump = { kind: "clock-jump" as const, at, documentId: "d1", ms: 5_900_000 };
    expect(primariesOf([...cuts([60_000, 60_010]), slept], undefined, [jump])).toEqual([
      "idle-timeout",
      "idle-timeout",
      "page-suspended",
    ]);
  });

  it("does not count what a sleeping computer lost", () => {
    const pair = cuts([60_000, 60_010]);
    const sleeps = pair.map(({ end }) => ({
      kind: "clock-jump" as const,
      at: (end?.at ?? 0) + 10,
      documentId: "d1",
      ms: 59_000,
    }));
    expect(primariesOf(pair, undefined, sleeps)).toEqual(["page-suspended", "page-suspended"]);
  });
});

describe("idle-timeout by a known limit", () => {
  it.each([
    ["wss://x.herokuapp.com/", {}, 55_000, "Heroku's router"],
    ["wss://x.fly.dev/", {}, 60_000, "Fly.io's proxy"],
    ["wss://x.execute-api.eu-west-1.amazonaws.com/p", {}, 600_000, "AWS API Gateway"],
    ["wss://x.example/", { "CF-RAY": "8c-FRA" }, 100_000, "Cloudflare"],
    ["wss://x.example/", { Server: "nginx" }, 60_000, "nginx"],
    ["wss://x.example/", { server: "istio-envoy" }, 300_000, "Envoy"],
    ["wss://x.example/", { Server: "Apache/2.4.62 (Debian)" }, 60_000, "Apache httpd"],
    ["wss://x.example/", { uWebSockets: "20" }, 120_000, "uWebSockets"],
    ["wss://x.azurefd.net/", {}, 300_000, "Azure Front Door"],
    ["wss://x.azurewebsites.net/", {}, 230_000, "Azure App Service"],
    ["wss://x.cloudapp.azure.com/", {}, 240_000, "Azure Load Balancer"],
  ])("%s %j needs one end after %i ms", (url, lines, quietMs, owner) => {
    const known = { url, handshake: headers(lines), ageMs: 9_000_000 };
    const finding = findIn(findingsOf([makeCut({ ...known, quietMs })]), "idle-timeout");
    expect(finding?.title).toContain(`${owner} `);
    expect(primariesOf([makeCut({ ...known, quietMs: quietMs * 1.021 })])).not.toContain(
      "idle-timeout",
    );
  });

  it("needs the hint", () => {
    expect(primariesOf([makeCut({ ageMs: 900_000, quietMs: 60_000 })])).toEqual([
      "abnormal-closure",
    ]);
  });

  it("knows that nginx does not count what the page sends", () => {
    const nginx = { handshake: headers({ Server: "nginx" }), ageMs: 900_000 };
    const talking = { quietMs: 500, sendQuietMs: 500 };
    expect(primariesOf([makeCut({ ...nginx, ...talking, receiveQuietMs: 60_100 })])).toEqual([
      "idle-timeout",
    ]);
    expect(primariesOf([makeCut({ ...nginx, ...talking, receiveQuietMs: 900 })])).toEqual([
      "abnormal-closure",
    ]);
  });

  it.each([
    [{ uWebSockets: "20" }, 120_000, "send"],
    [{ Server: "Cowboy" }, 60_000, "send"],
    [{ Via: "1.1 abc.cloudfront.net (CloudFront)" }, 600_000, "receive"],
    [{ Server: "Apache" }, 60_000, "either"],
    [{ Server: "awselb/2.0" }, 60_000, "either"],
    [{ server: "envoy" }, 300_000, "either"],
  ] as const)("%j counts after %i ms: %s", (lines, ms, counted) => {
    const known = { handshake: headers(lines), ageMs: 9_000_000 };
    const silences = {
      send: { quietMs: 500, sendQuietMs: ms },
      receive: { quietMs: 500, receiveQuietMs: ms },
      either: { quietMs: ms },
    };
    const blamed = Object.entries(silences).filter(([, silence]) =>
      primariesOf([makeCut({ ...known, ...silence })]).includes("idle-timeout"),
    );
    // Silence both ways is silence of either side, too.
    const expected = ["send", "receive", "either"].filter((s) => s === counted || s === "either");
    expect(blamed.map(([silence]) => silence)).toEqual(expected);
  });

  it("does not take Tomcat for Apache's proxy", () => {
    const handshake = headers({ Server: "Apache-Coyote/1.1" });
    expect(primariesOf([makeCut({ ageMs: 900_000, quietMs: 60_000, handshake })])).toEqual([
      "abnormal-closure",
    ]);
  });

  it("suspects HAProxy without a timeout for tunnels after 50 s, even at home", () => {
    const local = cuts([50_000, 50_010], { url: "ws://localhost:8080/x" });
    expect(findIn(findingsOf(local), "idle-timeout")?.explanation).toContain(
      "50 s is the default of HAProxy as Debian configures it.",
    );
  });

  it("does not repeat a cookie's value", () => {
    const cookie = headers({ "Set-Cookie": "ARRAffinity=abc123secret;Path=/" });
    const cut = makeCut({ ageMs: 900_000, quietMs: 230_000, handshake: cookie });
    expect(JSON.stringify(findingsOf([cut]))).not.toContain("abc123secret");
  });

  it("takes the server's own word", () => {
    const told = makeCut({ ageMs: 30_000, code: 1001, reason: "Connection Idle Timeout" });
    expect(findIn(findingsOf([told]), "idle-timeout")?.title).toContain(
      "“Connection Idle Timeout”",
    );
  });

  it("takes the longest silence for what the server speaks of", () => {
    const reason = "Idle timeout: no message from client";
    const fed = makeCut({ ageMs: 60_000, quietMs: 90, sendQuietMs: 59_900, code: 1008, reason });
    const finding = findIn(findingsOf([fed]), "idle-timeout");
    expect(finding?.title).toContain("after 59.9 s of silence");
    expect(finding?.fixes[0]?.text).toContain("every 29 s");
  });

  it("takes the server's own word with a private code, too", () => {
    const told = makeCut({ ageMs: 60_000, code: 4408, reason: "Idle timeout" });
    expect(primariesOf([told])).toEqual(["idle-timeout"]);
    const other = makeCut({ ageMs: 60_000, code: 4408, reason: "idleness of the crew" });
    expect(primariesOf([other])).toEqual(["closed-by-server"]);
  });
});

describe("the known limits", () => {
  it("each have a source, and a setting where somebody can change them", () => {
    for (const { name, source, who, change, setting } of KNOWN_LIMITS) {
      expect(source, name).not.toBe("");
      expect(who === "fixed" || Boolean(change && setting), name).toBe(true);
    }
  });
});
