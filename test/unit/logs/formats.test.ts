import { describe, expect, it } from "vitest";
import { putBeside } from "../../../src/logs/beside.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import { makeSession } from "../../builders.ts";
import { OPENED_AT, readLog, recordIn } from "./read.ts";

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const ENDED_AT = OPENED_AT + 60_020;
const iso = (at: number) => new Date(at).toISOString();

/** One line of each format, with what has to be read of it: begin and end within 1 s. */
const LINES: Record<
  string,
  {
    line: string;
    format?: string;
    server: string;
    cause?: string;
    only?: "begin" | "end" | "either";
  }
> = {
  "nginx with a log_format": {
    line: `127.0.0.1 - - [01/Dec/2026:11:05:36 +0000] "GET /live?token=a HTTP/1.1" 101 4021 60.003 ${KEY}`,
    format: `log_format ws '$remote_addr - $remote_user [$time_local] "$request" '\n  '$status $bytes_sent $request_time $http_sec_websocket_key';`,
    server: "nginx",
  },
  combined: {
    line: '127.0.0.1 - - [01/Dec/2026:11:05:36 +0000] "GET /live HTTP/1.1" 101 4021 "-" "Mozilla/5.0 (X11)"',
    server: "nginx or Apache",
    only: "either",
  },
  "nginx JSON": {
    line: `{"time":"2026-12-01T11:05:36+00:00","request":"GET /live HTTP/1.1","status":"101","request_time":"60.003","bytes_sent":"4021"}`,
    server: "nginx",
  },
  "nginx error log": {
    line: '2026/12/01 11:05:36 [error] 31#31: *45 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 127.0.0.1, server: , request: "GET /live HTTP/1.1", upstream: "http://127.0.0.1:9000/live", host: "chat.example.com"',
    server: "nginx",
    cause: "self idle-limit",
    only: "end",
  },
  "HAProxy httplog behind syslog": {
    line: 'Dec  1 11:05:36 lb haproxy[14389]: 10.0.1.2:33317 [01/Dec/2026:11:04:36.655] site be/srv1 0/0/1/2/60003 101 2750 - - sD-- 1/1/1/1/0 0/0 "GET /live HTTP/1.1"',
    server: "HAProxy",
    cause: "self idle-limit",
  },
  "HAProxy httplog with captured headers": {
    line: `10.0.1.2:33317 [01/Dec/2026:11:04:36.655] site be/srv1 0/0/1/2/60003 101 2750 - - CD-- 1/1/1/1/0 0/0 {chat.example.com|${KEY}} "GET /live HTTP/1.1"`,
    server: "HAProxy",
    cause: "client client-lost",
  },
  "HAProxy tcplog": {
    line: "10.0.1.2:33313 [01/Dec/2026:11:04:36.655] site be/srv1 0/1/60007 212 SD 0/0/0/0/3 0/0",
    server: "HAProxy",
    cause: "server upstream-lost",
  },
  "HAProxy log-format": {
    line: `10.0.1.2:33317 [01/Dec/2026:11:04:36.655] 60003 101 sD-- ${KEY} GET /live`,
    format:
      'log-format "%ci:%cp [%tr] %Ta %ST %tsc %[capture.req.hdr(0),sec-websocket-key] %HM %HP"',
    server: "HAProxy",
    cause: "self idle-limit",
  },
  "HAProxy JSON": {
    line: `{"time":"01/Dec/2026:11:04:36.655","method":"GET","path":"/live","status":101,"duration":60003,"termination_state":"cD--","bytes":212}`,
    server: "HAProxy",
    cause: "self idle-limit",
  },
  "Envoy default": {
    line: '[2026-12-01T11:04:36.655Z] "GET /live HTTP/1.1" 101 UC 12 212 60003 - "-" "Mozilla/5.0" "5d1a1f0e-7f5c-9b4c-a1b1-000000000001" "chat.example.com" "10.0.35.28:80"',
    server: "Envoy",
    cause: "server upstream-lost",
  },
  "Envoy of Istio": {
    line: '[2026-12-01T11:04:36.655Z] "GET /live HTTP/1.1" 101 SI stream_idle_timeout - "-" 12 212 60003 - "-" "Mozilla/5.0" "5d1a1f0e-7f5c-9b4c-a1b1-000000000001" "chat.example.com" "10.0.35.28:80" inbound|80||',
    server: "Envoy",
    cause: "self idle-limit",
  },
  "Envoy JSON": {
    line: '{"start_time":"2026-12-01T11:04:36.655Z","method":"GET","path":"/live","response_code":101,"response_flags":"DC","response_code_details":"downstream_remote_disconnect","duration":60003,"bytes_sent":212}',
    server: "Envoy",
    cause: "client client-lost",
  },
  "Traefik common": {
    line: '10.0.0.1 - - [01/Dec/2026:11:04:36 +0000] "GET /live HTTP/1.1" 101 0 "-" "-" 7 "chat@docker" "http://172.19.0.3:80" 60003ms',
    server: "Traefik",
  },
  "Traefik JSON": {
    line: '{"ClientAddr":"10.0.0.1:5","DownstreamStatus":101,"Duration":60003000000,"RequestMethod":"GET","RequestPath":"/live","StartUTC":"2026-12-01T11:04:36.655Z","level":"info","msg":"","time":"2026-12-01T11:05:36Z"}',
    server: "Traefik",
  },
  Caddy: {
    line: `{"level":"info","ts":${(ENDED_AT / 1_000).toFixed(3)},"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"127.0.0.1","method":"GET","host":"a","uri":"/live","headers":{"Sec-Websocket-Key":["${KEY}"]}},"bytes_read":12,"duration":60.003,"size":212,"status":101}`,
    server: "Caddy",
  },
  "Apache LogFormat": {
    line: `127.0.0.1 [01/Dec/2026:11:04:36 +0000] "GET /live HTTP/1.1" 101 60003120 ${KEY}`,
    format: 'LogFormat "%h %t \\"%r\\" %>s %D %{Sec-WebSocket-Key}i" ws',
    server: "Apache",
  },
  "AWS ALB": {
    line: 'wss 2026-12-01T11:05:36.640000Z app/my/50dc 192.168.131.39:2817 10.0.0.1:80 0.001 0.003 -1 101 101 218 587 "GET https://chat.example.com:443/live HTTP/1.1" "-" - - arn:aws:x "Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 1 2026-12-01T11:04:36.655000Z "forward" "-" "-" 10.0.0.1:80 101 "-" "-"',
    server: "AWS ALB",
  },
  "Cloudflare websocket_analytics": {
    line: `{"ConnectionCloseReason":"","ConnectionCloseSource":"me","ConnectionTransportCloseCode":1006,"EdgeStartTimestamp":${OPENED_AT * 1e6},"EdgeEndTimestamp":"${iso(ENDED_AT)}","RayID":"7d1a1f0e7f5c9b4c","ClientRequestPath":"/live"}`,
    server: "Cloudflare",
    cause: "self stopped",
  },
  "OpenClaw JSON lines": {
    line: `{"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":{"cause":"handshake-timeout","handshake":"failed","durationMs":60013},"2":"closed before connect conn=58219113-c465-4e20-898e-3f16a5db1efe peer=a->b remote=1.2.3.4 fwd=n/a code=1000 reason=bye","_meta":{"date":"2026-12-01T11:05:36.640Z"},"time":"2026-12-01T11:05:36.640+00:00"}`,
    server: "OpenClaw",
    cause: "self handshake-timeout",
  },
  "OpenClaw console": {
    line: '11:05:36 warn gateway/ws {"subsystem":"gateway/ws"} {"cause":"invalid-handshake","handshake":"failed","durationMs":60022,"lastFrameId":"a8f5722b-1be7"} closed before connect conn=a445aab7-a7e1 remote=192.168.0.2 code=1006 reason=n/a',
    server: "OpenClaw",
    cause: "self protocol",
  },
  "journalctl -o json": {
    line: `{"__REALTIME_TIMESTAMP":"${ENDED_AT * 1_000}","SYSLOG_IDENTIFIER":"haproxy","MESSAGE":"10.0.1.2:33317 [01/Dec/2026:11:04:36.655] site be/srv1 0/0/1/2/60003 101 2750 - - sD-- 1/1/1/1/0 0/0 \\"GET /live HTTP/1.1\\""}`,
    server: "HAProxy",
    cause: "self idle-limit",
  },
  "journalctl -o export": {
    line: `__CURSOR=s=1\n__REALTIME_TIMESTAMP=${ENDED_AT * 1_000}\nMESSAGE=10.0.1.2:33317 [01/Dec/2026:11:04:36.655] site be/srv1 0/0/1/2/60003 101 2750 - - sD-- 1/1/1/1/0 0/0 "GET /live HTTP/1.1"\n`,
    server: "HAProxy",
    cause: "self idle-limit",
  },
  docker: {
    line: `{"log":"127.0.0.1 - - [01/Dec/2026:11:05:36 +0000] \\"GET /live HTTP/1.1\\" 101 4021 \\"-\\" \\"Mozilla/5.0\\"\\n","stream":"stdout","time":"2026-12-01T11:05:36.641Z"}`,
    server: "nginx or Apache",
    only: "either",
  },
  Kubernetes: {
    line: `2026-12-01T11:05:36.641123456Z stdout F 127.0.0.1 - - [01/Dec/2026:11:05:36 +0000] "GET /live HTTP/1.1" 101 4021 "-" "Mozilla/5.0"`,
    server: "nginx or Apache",
    only: "either",
  },
  "JSON lines of somebody": {
    line: `{"ts":"${iso(ENDED_AT)}","level":"info","msg":"ws closed","url":"/live","duration_ms":60003,"code":1006,"requestId":"abc-123-def"}`,
    server: "a log",
    only: "either",
  },
  logfmt: {
    line: `time=${iso(OPENED_AT)} level=info msg="ws closed" path=/live duration=60.003s code=1006`,
    server: "a log",
    only: "either",
  },
  CSV: {
    line: `start_time,end_time,path,status\n${iso(OPENED_AT)},${iso(ENDED_AT)},/live,101`,
    server: "a log",
  },
};

describe("a line of each format", () => {
  for (const [name, { line, format, server, cause, only }] of Object.entries(LINES)) {
    it(`is read: ${name}`, () => {
      const record = recordIn(`${line}\n`, format ?? null);
      expect(record.server).toBe(server);
      if (only) {
        expect(record[only]?.at).toBeGreaterThan(OPENED_AT - 1_000);
      } else {
        expect(Math.abs((record.begin?.at ?? 0) - OPENED_AT)).toBeLessThan(1_100);
        expect(Math.abs((record.end?.at ?? 0) - ENDED_AT)).toBeLessThan(1_100);
        expect(Math.round((record.durationMs ?? 0) / 1_000)).toBe(60);
      }
      if (line.includes("/live")) expect(record.path).toBe("/live");
      const said = record.cause ? `${record.cause.by} ${record.cause.kind}` : undefined;
      if (cause) expect(said).toBe(cause);
    });
  }
});

describe("a log as a whole", () => {
  it("counts what it does not understand, and says where that stands first", () => {
    const { lines, understood, strange } = readLog(
      `${LINES.combined?.line}\nwhat is this\n\u0000\u0001\n`,
    );
    expect([lines, understood, strange?.count, strange?.line]).toEqual([3, 1, 2, 2]);
  });

  it("is read alike wherever its pieces are cut", () => {
    const given = Object.values(LINES).filter(
      ({ line, format }) => !format && !line.includes("\n"),
    );
    const text = given.map(({ line }) => `${line}\n`).join("");
    const whole = readLog(text);
    expect([whole.lines, whole.understood]).toEqual([given.length, given.length]);
    expect(readLog(text, { pieces: 7 })).toEqual(whole);
  });

  it("knows a zone only where its lines say one", () => {
    expect(readLog(`${LINES["HAProxy tcplog"]?.line}\n`).isZoned).toBe(false);
    expect(readLog(`${LINES.Caddy?.line}\n`).isZoned).toBe(true);
    // Journald counts in UTC, whatever its messages are written in.
    expect(readLog(`${LINES["journalctl -o json"]?.line}\n`).isZoned).toBe(true);
  });

  it("takes no number for a duration or a close code that none can be", () => {
    const lines = [
      `{"start":"${iso(OPENED_AT)}","status":101,"request_time":1e300,"path":"/live"}`,
      "10.0.1.2:1 [01/Dec/2026:11:04:36.655] site be/s1 0/0/1/2/99999999999999999999 101 1 - - CD-- 1/1/1/1/0 0/0 x",
      `{"time":"${iso(ENDED_AT)}","path":"/live","duration":"99999999999999h","close_code":1e300}`,
      '11:05:36 [ws] closed before connect conn=a445aab7-a7e1 {"durationMs":1e300} code=70000',
    ];
    const log = readLog(lines.map((line) => `${line}\n`).join(""));
    // The last one then says nothing of any connection.
    expect([log.understood, log.records.length]).toEqual([4, 3]);
    for (const { durationMs, code, begin, end } of log.records) {
      expect([durationMs, code]).toEqual([null, null]);
      for (const moment of [begin, end]) expect(moment?.at ?? 0).toBeLessThan(8.64e15);
    }
    expect(log.until).toBeLessThan(8.64e15);
  });

  it("is read beside a session without connections, whose time is not known", () => {
    const log = readLog("11:05:36 [ws] webchat connected conn=a445aab7-a7e1\n", {
      connections: [],
    });
    expect(log.understood).toBe(1);
    const { logs } = putBeside(listWanted(makeSession({ connections: [] })), [log]);
    expect(logs.map(({ covers }) => covers)).toEqual(["unknown"]);
  });

  it("passes over a line without an end, and reads on after it", () => {
    const { records, strange } = readLog(`${"x".repeat(200_000)}\n${LINES.combined?.line}\n`);
    expect(records).toHaveLength(1);
    expect(strange?.count).toBe(1);
  });
});

describe("a line that a container's runtime cut", () => {
  it("is read as the one that it was", () => {
    const log = readLog(
      [
        "2026-12-01T11:05:36.700000000Z stdout P 10.0.0.9:55812 [01/Dec/2026:11:04:36.623] fe be_ws/s1 0/0/0/2/60007 101 1312 - - sD",
        '2026-12-01T11:05:36.700000001Z stdout F -- 3/3/1/1/0 0/0 "GET /live HTTP/1.1"',
        "",
      ].join("\n"),
    );
    expect(log.strange).toBeNull();
    expect(log.records).toHaveLength(1);
    expect(log.records[0]).toMatchObject({ path: "/live", durationMs: 60_007 });
    expect(log.records[0]?.cause?.kind).toBe("idle-limit");
  });

  it("of which the end never comes is no other line's beginning for ever", () => {
    const part = `2026-12-01T11:05:36.7Z stdout P ${"x".repeat(16_000)}`;
    const log = readLog(
      `${`${part}\n`.repeat(9)}2026-12-01T11:05:37Z stdout F y\n10.0.0.9 - - [01/Dec/2026:11:05:36 +0000] "GET /live HTTP/1.1" 101 5\n`,
    );
    expect(log.records).toHaveLength(1);
  });
});
