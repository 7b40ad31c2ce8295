import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { FindingId } from "../../../src/analysis/finding.ts";
import { readPolicy } from "../../../src/analysis/policy/read-policy.ts";
import type { Connection, Session } from "../../../src/session/session.ts";
import { makeConnection, makeDocument, makeRetries, makeSession, T0 } from "../../builders.ts";

/** A title has room for so much; the rest stands at the head of the details. */
const whole = (finding: { title: string; explanation: string } | undefined) =>
  `${finding?.title}. ${finding?.explanation}`;

const findIn = (session: Session, id: FindingId, nowMs: number) =>
  diagnose(session, nowMs).findings.find((finding) => finding.id === id);
const find = (id: FindingId, connections: Connection[], afterMs = 1_000) => {
  const last = connections.at(-1);
  const nowMs = (last?.end?.at ?? last?.createdAt ?? T0) + afterMs;
  return findIn(makeSession({ connections }), id, nowMs);
};

/** Connections that open at once and live so long, with a second between an end and the next one. */
const lived = (
  livesMs: number[],
  close: { code: number; reason?: string } = { code: 1006 },
  received = 0,
) => {
  let at = T0;
  return livesMs.map((lifeMs) => {
    const createdAt = at;
    at += lifeMs + 1_000;
    return makeConnection({
      createdAt,
      open: { at: createdAt },
      close: { at: createdAt + lifeMs, ...close },
      receive: { count: received },
    });
  });
};

describe("flapping", () => {
  it("takes three short lives in a row", () => {
    expect(find("flapping", lived([4_999, 4_999, 4_999]))?.title).toContain("3 connections");
    expect(find("flapping", lived([4_999, 4_999]))).toBeUndefined();
  });
  it("lets lives of five seconds pass", () => {
    expect(find("flapping", lived([4_999, 5_000, 4_999, 4_999]))).toBeUndefined();
  });
  it("lets a server pass that answers and says goodbye", () => {
    expect(find("flapping", lived([500, 500, 500], { code: 1000 }, 2))).toBeUndefined();
    expect(find("flapping", lived([500, 500, 500], { code: 1000 }))).toBeDefined();
  });
  it("takes goodbyes where the page opens the same again by itself, five times", () => {
    const again = (n: number, said: (i: number) => string, stack: string | null = null) =>
      lived(Array(n).fill(200), { code: 1000 }, 1).map((connection, i) => ({
        ...connection,
        stack,
        send: { ...connection.send, count: 1 },
        lastMessage: { at: connection.createdAt + 100, direction: "receive" as const },
        first: [{ seq: i, at: connection.createdAt, direction: "send" as const, body: said(i) }],
      }));
    expect(
      whole(
        find(
          "flapping",
          again(5, () => "hello"),
        ),
      ),
    ).toContain("after 1 message");
    expect(
      find(
        "flapping",
        again(4, () => "hello"),
      ),
    ).toBeUndefined();
    expect(
      find(
        "flapping",
        again(20, (i) => `question ${i}`),
      ),
    ).toBeUndefined();
    const clicked = "    at HTMLButtonElement.onclick (https://app.example.com/:3:1)";
    expect(
      find(
        "flapping",
        again(20, () => "hello", clicked),
      ),
    ).toBeUndefined();
  });
  it("is over once a connection held for 30 s", () => {
    const connections = [...lived([100, 100, 100])];
    const held = makeConnection({ createdAt: T0 + 10_000, open: { at: T0 + 10_000 } });
    const session = makeSession({ connections: [...connections, held] });
    expect(findIn(session, "flapping", T0 + 20_000)?.until).toBeNull();
    expect(findIn(session, "flapping", T0 + 40_000)?.until).toBe(T0 + 10_000);
  });
});

describe("retry-hopeless", () => {
  const rejected = (status: number, n: number, everyMs = 5_000) =>
    Array.from({ length: n }, (_, i) =>
      makeConnection({
        createdAt: T0 + i * everyMs,
        handshake: { status },
        close: { at: T0 + i * everyMs + 10 },
      }),
    );
  it("lets one retry pass, as it may carry a fresh token", () => {
    expect(find("retry-hopeless", rejected(401, 2))).toBeUndefined();
    expect(find("retry-hopeless", rejected(401, 3))?.title).toContain("HTTP 401");
  });
  it("knows the answers that stay the same", () => {
    for (const status of [401, 403, 404, 410]) {
      expect(find("retry-hopeless", rejected(status, 3))).toBeDefined();
    }
    expect(find("retry-hopeless", rejected(503, 5))).toBeUndefined();
  });
  it("takes retries that are five minutes apart for new tries", () => {
    expect(find("retry-hopeless", rejected(404, 3, 300_009))).toBeDefined();
    expect(find("retry-hopeless", rejected(404, 3, 300_010))).toBeUndefined();
  });
  it("knows 1008 and 3000, and private codes only of a service that was recognised", () => {
    expect(find("retry-hopeless", lived([100, 100, 100], { code: 1008 }))).toBeDefined();
    expect(find("retry-hopeless", lived([100, 100, 100], { code: 3000 }))).toBeDefined();
    expect(find("retry-hopeless", lived([100, 100, 100], { code: 4004 }))).toBeUndefined();
    const discord = lived([100, 100, 100], { code: 4004 }).map(({ createdAt, end, open }) =>
      makeConnection({ url: "wss://gateway.discord.gg/?v=10", createdAt, open: open ?? true, end }),
    );
    expect(find("retry-hopeless", discord)?.title).toContain("4004");
  });

  it("knows any answer that it calls a refusal itself", () => {
    const refused = (code: number, reason = "") => lived([100, 100, 100], { code, reason });
    for (const [code, reason] of [
      [3003, ""],
      [4401, ""],
      [4403, "Forbidden"],
      [4001, "invalid token"],
    ] as const) {
      expect(whole(find("retry-hopeless", refused(code, reason)))).toContain(
        `answered ${code} (credentials rejected) 3 times`,
      );
    }
    expect(find("retry-hopeless", refused(4001, "maintenance"))).toBeUndefined();
    expect(find("retry-hopeless", refused(4401).slice(1))).toBeUndefined();
  });
  it("knows one that was told in a message before a clean close", () => {
    const told = lived([100, 100, 100], { code: 1000 }).map(({ createdAt, end, open }) => {
      const at = createdAt + 80;
      const body = '{"type":"error","code":"insufficient_quota","message":"Quota exceeded"}';
      const sample = { seq: 1, at, direction: "receive" as const, body };
      const receive = { count: 1, firstAt: at, lastAt: at };
      return makeConnection({
        createdAt,
        open: open ?? true,
        end,
        receive,
        first: [sample],
        last: [sample],
      });
    });
    expect(whole(find("retry-hopeless", told))).toContain("1000 (quota or token limit reached)");
  });
  it("lets other credentials in the address have their try", () => {
    const renewed = lived([100, 100, 100], { code: 4401 }).map(({ createdAt, end, open }, i) =>
      makeConnection({
        url: `wss://api.example.com/?token=${i}`,
        createdAt,
        open: open ?? true,
        end,
      }),
    );
    expect(find("retry-hopeless", renewed)).toBeUndefined();
  });
});

describe("a wait that the server asks for", () => {
  const limited = (retryAfter: string, delaysMs: number[], status = 429) =>
    makeRetries(delaysMs).map(({ createdAt, end }) =>
      makeConnection({
        createdAt,
        end,
        handshake: {
          status,
          at: createdAt,
          responseHeaders: [{ name: "Retry-After", value: retryAfter }],
        },
      }),
    );
  it("is compared with the waits of the page", () => {
    const finding = find("retry-hopeless", limited("120", [5_000, 5_400, 5_800]));
    expect(finding).toMatchObject({ variant: "too-soon", severity: "warning", until: null });
    expect(finding?.title).toBe(
      "Retried too soon: asked to wait 2 min, and was tried again after 5.4 s (3 times)",
    );
  });
  it("may be a date", () => {
    const inAMinute = new Date(T0 + 60_000).toUTCString();
    expect(find("retry-hopeless", limited(inAMinute, [5_000, 5_400]))).toBeDefined();
  });
  it("is a mere guess beside 503", () => {
    expect(find("retry-hopeless", limited("7", [1_000, 2_000, 4_000], 503))).toBeUndefined();
  });
  it("is kept by who waits as long, or nearly, and may be missed once", () => {
    expect(find("retry-hopeless", limited("10", [9_000, 10_000, 40_000]))).toBeUndefined();
    expect(find("retry-hopeless", limited("10", [1_000, 10_000, 40_000]))).toBeUndefined();
    expect(find("retry-hopeless", limited("0", [100, 100, 100]))).toBeUndefined();
    expect(find("retry-hopeless", limited("soon", [100, 100, 100]))).toBeUndefined();
  });
  it("is over once it has passed without another attempt", () => {
    const connections = limited("120", [5_000, 5_400]);
    expect(find("retry-hopeless", connections, 119_999)?.until).toBeNull();
    expect(find("retry-hopeless", connections, 120_000)?.until).toBe(connections.at(-1)?.end?.at);
  });
});

describe("thundering-herd", () => {
  /** So many sockets, lost together and back within the span; as often as said. */
  const herd = (sockets: number, spanMs: number, times: number) =>
    Array.from({ length: times + 1 }, (_, round) =>
      Array.from({ length: sockets }, (_, i) => {
        const createdAt = T0 + round * 60_000 + (round === 0 ? 0 : (i * spanMs) / (sockets - 1));
        return makeConnection({
          url: `wss://api.example.com/room/${i}`,
          createdAt,
          open: true,
          ...(round < times ? { close: { at: T0 + (round + 1) * 60_000 - 5_000 } } : {}),
        });
      }),
    ).flat();
  it("needs five sockets, twice, within half a second", () => {
    expect(find("thundering-herd", herd(5, 500, 2))?.title).toContain("5 sockets");
    expect(find("thundering-herd", herd(4, 500, 2))).toBeUndefined();
    expect(find("thundering-herd", herd(5, 500, 1))).toBeUndefined();
    expect(find("thundering-herd", herd(5, 501, 2))).toBeUndefined();
  });
  it("does not take one socket that retries fast for a herd", () => {
    expect(find("thundering-herd", makeRetries(Array<number>(30).fill(10)))).toBeUndefined();
  });
});

describe("leaked-sockets", () => {
  const stack = "at connect (https://app.example.com/chat.js:41:7)";
  const opened = (everyMs: number, n: number) =>
    Array.from({ length: n }, (_, i) =>
      makeConnection({ stack, createdAt: T0 + i * everyMs, open: true }),
    );
  it("takes a row of sockets that the same line opened and forgot", () => {
    const connections = opened(5_000, 3);
    expect(find("leaked-sockets", connections, 10_001)?.title).toContain("chat.js:41:7");
    expect(find("leaked-sockets", connections, 10_000)).toBeUndefined();
    expect(find("leaked-sockets", opened(5_000, 2), 60_000)).toBeUndefined();
  });
  it("lets sockets pass that are opened together on purpose", () => {
    expect(find("leaked-sockets", opened(100, 6), 60_000)).toBeUndefined();
  });
  it("lets sockets pass that the page still sends on", () => {
    const connections = opened(5_000, 4).map(({ createdAt }) =>
      makeConnection({ stack, createdAt, open: true, send: { count: 9, lastAt: T0 + 59_000 } }),
    );
    expect(find("leaked-sockets", connections, 60_000)).toBeUndefined();
  });
});

describe("gave-up", () => {
  const MINUTES = 60_000;
  /** One that lived for a minute, and retries after it that all failed. */
  const lostAfterRetries = (delaysMs: number[]) => {
    const [lost] = lived([60_000]) as [Connection];
    let createdAt = T0 + 60_000;
    const retries = delaysMs.map((delayMs) => {
      createdAt += delayMs;
      return makeConnection({ createdAt, close: { at: createdAt } });
    });
    return [lost, ...retries];
  };
  it("is a remark from half a minute on, and certain after five where nothing was ever tried", () => {
    expect(find("gave-up", lived([60_000]), 29_999)).toBeUndefined();
    expect(find("gave-up", lived([60_000]), 30_000)).toMatchObject({
      severity: "info",
      title: "Not tried again at api.example.com for 30 s after 1006",
    });
    expect(find("gave-up", lived([60_000]), 5 * MINUTES - 1)?.severity).toBe("info");
    expect(find("gave-up", lived([60_000]), 5 * MINUTES)).toMatchObject({
      severity: "warning",
      title: expect.stringContaining("Gave up: no reconnect to api.example.com for 5 min"),
    });
  });
  it("is certain sooner where a rule of the waits is known, and tells the last one", () => {
    const retries = lostAfterRetries([1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(find("gave-up", retries, 30_000)).toMatchObject({
      severity: "info",
      title: "Not tried again at api.example.com for 30 s; the last wait was 1 s",
    });
    expect(find("gave-up", retries, 2 * MINUTES)?.severity).toBe("warning");
  });
  it("waits for as long as any wait was", () => {
    const retries = lostAfterRetries([500, 1_000, 2_000, 4 * MINUTES]);
    expect(find("gave-up", retries, 62_000)).toBeUndefined();
    expect(find("gave-up", retries, 4 * MINUTES)?.severity).toBe("info");
  });
  it("is none after refused credentials or a spent quota", () => {
    for (const reason of ["401 Unauthorized: invalid token", "You exceeded your current quota"]) {
      const connections = lived([60_000], { code: 1011, reason });
      expect(find("gave-up", connections, 10 * MINUTES)).toBeUndefined();
    }
  });
  it("says nothing of a page out of sight, or of one that closed by itself", () => {
    const connections = lived([60_000]);
    const hidden = makeSession({ connections, documents: [makeDocument({ visible: false })] });
    expect(findIn(hidden, "gave-up", T0 + 20 * MINUTES)).toBeUndefined();
    expect(find("gave-up", lived([60_000], { code: 1000 }), 20 * MINUTES)).toBeUndefined();
  });
  it("says nothing while another socket of the endpoint lives", () => {
    const sibling = makeConnection({ createdAt: T0 - 1, open: true });
    expect(
      findIn(
        makeSession({ connections: [sibling, ...lived([60_000])] }),
        "gave-up",
        T0 + 20 * MINUTES,
      ),
    ).toBeUndefined();
  });
});

describe("fell-back-to-polling", () => {
  const upgrade = (url: string) => [makeConnection({ url, close: {} })];
  const SOCKET_IO = "wss://api.example.com/socket.io/?EIO=4&transport=websocket";
  it("takes a failed upgrade of a Socket.IO session that had begun over HTTP", () => {
    expect(find("fell-back-to-polling", upgrade(`${SOCKET_IO}&sid=abc`), 10_000)).toBeDefined();
    expect(find("fell-back-to-polling", upgrade(`${SOCKET_IO}&sid=abc`), 9_999)).toBeUndefined();
  });
  const SIGNALR = "wss://api.example.com/weather?id=uLq3b7Yy9s2d4TfQ0cXk1A";
  const stack = "    at connect (https://app.example.com/lib/signalr.min.js:1:41207)";
  it("says of SignalR's failed WebSocket that the rest cannot be seen", () => {
    const finding = find(
      "fell-back-to-polling",
      [makeConnection({ url: SIGNALR, stack, close: {} })],
      10_000,
    );
    expect(finding?.severity).toBe("info");
    expect(finding?.explanation).toContain(
      "Whether it did would show in requests that poll this host",
    );
  });
  it("knows SignalR by the page's stack or by the address, and only after a negotiation", () => {
    const cases: [string, string | null, boolean][] = [
      [SIGNALR, null, false],
      [SIGNALR.replace("/weather", "/_blazor"), null, true],
      ["wss://one.service.signalr.net/client/?hub=weather&id=abc", null, true],
      ["wss://api.example.com/weather", stack, false],
    ];
    for (const [url, by, isFound] of cases) {
      const found = find(
        "fell-back-to-polling",
        [makeConnection({ url, stack: by, close: {} })],
        10_000,
      );
      expect(found !== undefined, url).toBe(isFound);
    }
  });
  it("says nothing where the page wanted WebSockets alone", () => {
    expect(find("fell-back-to-polling", upgrade(SOCKET_IO), 60_000)).toBeUndefined();
  });
});

describe("no-jitter", () => {
  const exponential = [600, 1_200, 2_400, 4_800, 9_600];
  it("takes five waits on one curve", () => {
    expect(find("no-jitter", makeRetries(exponential))?.severity).toBe("info");
    expect(find("no-jitter", makeRetries(exponential.slice(0, 4)))).toBeUndefined();
  });
  it("lets jitter of ten per cent pass", () => {
    const jittered = [660, 1_090, 2_600, 4_400, 10_400];
    expect(find("no-jitter", makeRetries(jittered))).toBeUndefined();
  });
  it("knows the libraries that draw their first wait at random", () => {
    const delaysMs = [3_100, 4_030, 5_239, 6_811, 8_854, 10_000, 10_000, 10_000];
    expect(find("no-jitter", makeRetries(delaysMs))).toBeUndefined();
  });
});

describe("no-backoff beside an odd wait", () => {
  const same = (n: number, ms = 479) => Array.from({ length: n }, (_, i) => ms + (i % 4));

  it.each([1_980, 31_000, 600_000])("does not mind one of %i ms", (oddMs) => {
    const finding = find("no-backoff", makeRetries([...same(11), oddMs, ...same(11)]));
    expect(finding?.title).toContain("(22 times)");
    expect(finding?.evidence).toContainEqual(
      expect.objectContaining({ is: "odd-waits", value: 1 }),
    );
  });
  it("does not take one of four waits for odd", () => {
    expect(find("no-backoff", makeRetries([500, 501, 502, 1_400]))).toBeUndefined();
  });
  it("lets a backoff pass that has long been on its cap", () => {
    const grown = [1_000, 2_000, 4_000, 8_000];
    expect(find("no-backoff", makeRetries([...grown, ...same(60, 10_000)]))).toBeUndefined();
  });
  it("lets waits with jitter pass", () => {
    const delaysMs = [820, 1_190, 900, 1_310, 760, 1_050, 1_240, 690, 980, 1_110, 4_000];
    expect(find("no-backoff", makeRetries(delaysMs))).toBeUndefined();
  });
});

describe("no-backoff of waits at random", () => {
  // 500 to 1,500 ms, in no order.
  const random = [820, 1_390, 560, 1_310, 760, 1_050, 1_440, 690, 980, 1_110, 530, 1_270, 900];
  const afterLoss = (delaysMs: readonly number[]) => {
    const [lost, ...retries] = makeRetries(delaysMs) as [Connection, ...Connection[]];
    return [
      makeConnection({ createdAt: T0 - 60_000, open: true, close: lost.end ?? {} }),
      ...retries,
    ];
  };

  it("tells those that never grow", () => {
    expect(find("no-backoff", afterLoss(random))).toMatchObject({
      variant: "random",
      severity: "warning",
      title: expect.stringContaining("retried after 999 ms on average, however often it fails"),
    });
  });
  it("lets a backoff at random pass, with a low cap as well", () => {
    // Socket.IO's own: 1 s, doubling up to 5 s, give or take half of it.
    const grows = random.map((ms, i) => ms * Math.min(5, 2 ** i));
    expect(find("no-backoff", afterLoss(grows))).toBeUndefined();
  });
  it("does not judge a row of which the begin was not seen: it may be on its cap", () => {
    expect(find("no-backoff", makeRetries(random))).toBeUndefined();
    expect(find("no-backoff", afterLoss(random.slice(0, 8)))).toBeUndefined();
  });
});

describe("waits that are not the page's own", () => {
  it("does not blame the page for the timers of a hidden tab", () => {
    const connections = makeRetries(Array<number>(6).fill(5_000));
    const hidden = makeSession({ connections, documents: [makeDocument({ visible: false })] });
    const report = diagnose(hidden, T0 + 60_000);
    expect(report.findings.map(({ id }) => id)).not.toContain("no-backoff");
    expect(report.series[0]?.history[1]).toMatchObject({ heldBy: "hidden", delayMs: 5_000 });
  });
  it("takes the computer's sleep off", () => {
    const connections = makeRetries([3_605_000]);
    const session = makeSession({
      connections,
      lifecycle: [{ kind: "clock-jump", at: T0 + 60_000, documentId: "d1", ms: 3_600_000 }],
    });
    expect(diagnose(session, T0 + 4_000_000).series[0]).toMatchObject({ delaysMs: [5_000] });
  });
  it("says by how much Chromium may have held a handshake back after many failures", () => {
    const { series } = diagnose(
      makeSession({ connections: makeRetries(Array<number>(20).fill(100)) }),
      T0 + 60_000,
    );
    expect(series[0]?.history[5]?.throttleMs).toBeNull();
    expect(series[0]?.history[16]?.throttleMs).toEqual([1_000, 5_000]);
  });
});

describe("readPolicy", () => {
  const failures = (delaysMs: number[]) =>
    delaysMs.map((delayMs) => ({ delayMs, uptimeMs: null as number | null }));
  const run = [1_001, 2_002, 4_001, 8_003, 16_002];
  it("finds how long a connection must hold until the waits begin anew", () => {
    const begun = (uptimeMs: number, delaysMs: number[]) =>
      failures(delaysMs).map((retry, i) => (i === 0 ? { ...retry, uptimeMs } : retry));
    const { policy, steps } = readPolicy([
      ...failures(run.slice(0, 2)),
      ...begun(1_000, run.slice(2)),
      ...begun(10_000, run),
    ]);
    expect(policy).toMatchObject({ kind: "exponential", factor: 2 });
    expect(policy.reset).toEqual({ rule: "uptime", uptimeMs: [1_000, 10_000] });
    expect(steps).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
  });
  it("knows a circuit breaker by its pauses before single trials", () => {
    const quick = [1_001, 1_002, 1_001];
    const { policy } = readPolicy(failures([...quick, 60_002, 60_001, 60_003]));
    expect(policy.breaker).toEqual({ pauseMs: 60_002, times: 3 });
    expect(policy.kind).toBe("fixed");
  });
  it("takes a first retry at once apart from the rule that follows", () => {
    const { policy } = readPolicy(failures([3, ...run]));
    expect(policy).toMatchObject({ kind: "exponential", factor: 2, atOnce: 1 });
  });
});
