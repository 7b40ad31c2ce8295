/** What a page does in each workload: an expression that resolves to milliseconds by its own clock. */
export type Workload = {
  id: string;
  what: string;
  /** Messages that pass, both ways; in W4 the server has the last word. */
  messages: number;
  /** `base` is the server's URL. Resolves to the page's figures. */
  run: string;
};

const socket = (path: string) => `
  const socket = new WebSocket(base + ${JSON.stringify(path)});
  socket.binaryType = "arraybuffer";
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });`;

/**
 * An expression of a page that receives `count` messages, and then closes. It looks at what it
 * gets, as a page does: making a message's data for a script is most of what receiving one costs.
 */
export const receive = (path: string, count: number) => `async (base) => {
  const startedAt = performance.now();
  let received = 0;
  let size = 0;
  const socket = new WebSocket(base + ${JSON.stringify(path)});
  socket.binaryType = "arraybuffer";
  await new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      size += data.byteLength ?? data.length;
      if (++received === ${count}) resolve();
    };
  });
  const ms = performance.now() - startedAt;
  socket.close();
  return { ms, size };
}`;

export const WORKLOADS: Workload[] = [
  {
    id: "W1",
    what: "200,000 × 128 B received",
    messages: 200_000,
    run: receive("/flood/200000/128", 200_000),
  },
  {
    id: "W2",
    what: "20,000 echoes of 64 B, one after the other",
    messages: 40_000,
    run: `async (base) => {${socket("/echo")}
      const text = "x".repeat(64);
      const times = [];
      const startedAt = performance.now();
      await new Promise((resolve) => {
        let sentAt = performance.now();
        socket.onmessage = () => {
          const now = performance.now();
          times.push(now - sentAt);
          if (times.length === 20000) return resolve();
          sentAt = performance.now();
          socket.send(text);
        };
        socket.send(text);
      });
      const ms = performance.now() - startedAt;
      socket.close();
      times.sort((a, b) => a - b);
      return { ms, p50: times[10000], p99: times[19800] };
    }`,
  },
  {
    id: "W3",
    what: "200 × 1 MiB binary received",
    messages: 200,
    run: receive("/flood/200/1048576/binary", 200),
  },
  {
    id: "W4",
    what: "50,000 × 128 B sent by the page",
    messages: 50_001,
    run: `async (base) => {${socket("/count/50000")}
      const text = "x".repeat(128);
      const startedAt = performance.now();
      const done = new Promise((resolve) => { socket.onmessage = resolve; });
      for (let sent = 0; sent < 50000; sent++) {
        socket.send(text);
        if (sent % 1000 === 999) await new Promise((resolve) => setTimeout(resolve));
      }
      await done;
      const ms = performance.now() - startedAt;
      socket.close();
      return { ms };
    }`,
  },
  {
    id: "W5",
    what: "400 echoes of 64 B a second, for 10 s",
    messages: 8_000,
    run: `async (base) => {${socket("/echo")}
      const text = "x".repeat(64);
      const sentAt = [];
      const times = [];
      const startedAt = performance.now();
      await new Promise((resolve) => {
        socket.onmessage = () => {
          times.push(performance.now() - sentAt[times.length]);
          if (times.length === 4000) resolve();
        };
        // A page's timers fire every 4 ms at best, so some of them have two to send.
        const timer = setInterval(() => {
          const due = Math.min(4000, Math.floor((performance.now() - startedAt) * 0.4));
          while (sentAt.length < due) {
            sentAt.push(performance.now());
            socket.send(text);
          }
          if (due === 4000) clearInterval(timer);
        }, 4);
      });
      const ms = performance.now() - startedAt;
      socket.close();
      times.sort((a, b) => a - b);
      return { ms, p50: times[2000], p99: times[3960] };
    }`,
  },
];
