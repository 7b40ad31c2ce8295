import { openUntilClosed, sayUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, expectOpen, type Scenario } from "../../scenario.ts";

const KIB = 1024;
const CUT_KIB = 64;

/** Twenty that are in order, and one that is not. */
const jsonStream = [
  ...Array.from({ length: 20 }, (_, n) => `{"type":"reading","n":${n},"hPa":1013}`),
  '{"type":"reading","n":20,"hP',
];
const said = (messages: string[]) => `/say/${messages.map(encodeURIComponent).join("/")}`;

/** What was said, how large it was, and when. */
export const messages: Scenario[] = [
  {
    name: "a message over the server's limit",
    devtools: "closed",
    core: true,
    run: (page, { faults }) => openUntilClosed(page, `${faults.url}/limit/1024`, 4 * KIB),
    expect: expectOne("/limit/1024", "message-too-big", ["closed-by-server", "abnormal-closure"]),
  },
  {
    name: "cut right after the largest message",
    devtools: "closed",
    async run(page, { faults }) {
      for (const more of [100, 900]) {
        await page.evaluate(
          ([url, large]) =>
            new Promise<void>((resolve) => {
              const socket = new WebSocket(url);
              let answers = 0;
              socket.onopen = () => socket.send("small");
              // One after the other, so that it is this one and no other.
              socket.onmessage = () => {
                answers++;
                socket.send("x".repeat(answers < 5 ? 1_000 * answers : large));
              };
              socket.onclose = () => resolve();
            }),
          [`${faults.url}/big-cut/${CUT_KIB * KIB}`, CUT_KIB * KIB + more] as const,
        );
      }
    },
    expect: expectEach(`/big-cut/${CUT_KIB * KIB}`, 2, "message-too-big", [
      "idle-timeout",
      "lifetime-limit",
    ]),
  },
  {
    name: "a JSON stream with a torn message",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        ([url, count]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            let received = 0;
            socket.onmessage = () => {
              if (++received === count) resolve();
            };
          }),
        [`${faults.url}${said(jsonStream)}`, jsonStream.length] as const,
      ),
    expect: expectOpen(said(jsonStream), { required: ["malformed-json"] }),
  },
  {
    name: "text in a binary stream, and then 1003",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onmessage = ({ data }) => {
              if (typeof data === "string") socket.send("what is that?");
            };
            socket.onclose = () => resolve();
          }),
        `${faults.url}/binary/20/upstream%20failed`,
      ),
    expect: {
      ...expectOne("/binary/20/upstream%20failed", "unsupported-data", ["malformed-json"]),
      required: ["mixed-format"],
    },
  },
  {
    name: "sent after the close",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send("first");
            socket.onmessage = () => {
              socket.close(1000);
              for (let n = 0; n < 3; n++) socket.send(`too late ${n}`);
            };
            socket.onclose = () => resolve();
          }),
        `${faults.url}/echo/late`,
      );
    },
    expect: { ...expectOne("/echo/late", "closed-by-page"), required: ["sent-after-close"] },
  },
  {
    name: "sent before the open",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => resolve();
            try {
              socket.send("too early");
            } catch {
              // InvalidStateError, which is the fault.
            }
          }),
        `${faults.url}/echo/early`,
      ),
    expect: expectOpen("/echo/early", { required: ["sent-before-open"] }),
  },
  {
    name: "more is sent than the server reads",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        async ([url, size]) => {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onopen = resolve;
          });
          for (let n = 0; n < 60; n++) {
            socket.send("x".repeat(size));
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        },
        [`${faults.url}/deaf`, 512 * KIB] as const,
      ),
    expect: expectOpen("/deaf", { required: ["backpressure"] }),
  },
  {
    name: "an error of the upstream in the last message",
    devtools: "closed",
    run: (page, { faults }) =>
      sayUntilClosed(page, `${faults.url}/error-then-close/1011/upstream%20failed`, []),
    expect: {
      ...expectOne("/error-then-close/1011/upstream%20failed", ["server-error", "error-payload"]),
      required: ["error-payload"],
    },
  },
];
