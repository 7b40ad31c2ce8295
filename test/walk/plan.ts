/** What a page does to its sockets, drawn by chance: the same of the same seed. */
import fc from "fast-check";
import { type BodyPlan, body } from "./plan-body.ts";

type Address =
  | { kind: "path"; path: string; scheme: "ws" | "http" }
  | { kind: "hanging"; path: string }
  | { kind: "relative" | "refused" | "blocked" }
  /** No address for a WebSocket. */
  | { kind: "bad"; text: string };

type Habit = {
  on: "open" | "message" | "error" | "close";
  act: "throw" | "reject" | "stop" | "send" | "close" | "transfer" | "fake" | "binary-type";
};

/** The socket's own method, or the one of the prototype in the window that it is of. */
type By = "own" | "prototype";

/** `socket`, `frame`: counted back from the newest one, over those that there are by then. */
type Deed =
  | {
      do: "open";
      frame: number;
      to: Address;
      protocols: string | string[] | null;
      as: "plain" | "subclass" | "reflect";
      habits: Habit[];
    }
  | { do: "send"; socket: number; body: BodyPlan; times: number; by: By }
  | { do: "close"; socket: number; given: (number | string | null)[]; by: By }
  | { do: "fake"; socket: number; type: Habit["on"] }
  | { do: "misuse"; method: "send" | "close"; self: "object" | "null" | "prototype" | "proxy" }
  | { do: "binaryType"; socket: number; to: string }
  | { do: "addFrame"; kind: "blank" | "page" }
  | { do: "removeFrame"; frame: number };

/** `rest`: what the page does then. Null: goes on at once; a number: waits for so many ms. */
export type Step = Deed & { rest: number | null };

export type Plan = {
  steps: Step[];
  /** When the panel is opened, by the steps that were walked until then. */
  panelAt: number;
  /** When the extension's worker is stopped, or held for a while. */
  troubles: { at: number; how: "stop" | "hold" }[];
};

const STEPS_A_SECOND = 40;

/** What the server does. Most of them are well, or Chromium would hold back all that follow. */
const PATHS = [
  ...["echo", "echo", "echo", "echo", "push/3", "push/20", "silent", "flood/60/100"],
  ...["flood/40/5000/binary", "close/1000/bye", "close/1011/out%20of%20weather", "close/4321"],
  ...["close/1005", "close-after/30/1012/again", "close-after/5/4999", "drop/20", "reset/10"],
  ...["close-on-message/1008/no%20more", "close-on-message/3000", "cut-on-data", "big/300000"],
  ...["limit/100", "bad-utf8", "bad-frame/masked", "close/1006", "subprotocol/weather"],
  ...["status/403", "half-handshake", "bad-accept", "reset-handshake"],
];

const address: fc.Arbitrary<Address> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant("path" as const),
      path: fc.constantFrom(...PATHS),
      scheme: fc.constantFrom("ws", "ws", "ws", "http"),
    }),
  },
  fc.record({
    kind: fc.constant("hanging" as const),
    path: fc.constantFrom("hang", "slow/40", "slow/200"),
  }),
  fc.record({ kind: fc.constantFrom("relative", "refused", "blocked") }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("bad" as const),
      text: fc.constantFrom("mailto:x", "ws://", "ws://h:99999/", "ftp://x/", "ws://x/#a"),
    }),
  },
);

const protocols = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  fc.constantFrom("weather", ["weather", "rain"], []),
  fc.constantFrom("", "a b", ["a", "a"], ["é"], ["ok", "not,ok"]),
);

const habit: fc.Arbitrary<Habit> = fc.record({
  on: fc.constantFrom("open", "message", "error", "close"),
  act: fc.constantFrom(
    ...(["throw", "reject", "stop", "send", "close", "transfer", "fake", "binary-type"] as const),
  ),
});

const socket = fc.nat({ max: 11 });
const by = fc.constantFrom<By[]>("own", "own", "prototype");
const frame = fc.nat({ max: 5 });

const given: fc.Arbitrary<(number | string | null)[]> = fc.oneof(
  fc.constantFrom<(number | string | null)[][]>([], [], [1000], [3000, "done"], [4999, ""]),
  fc.constantFrom<(number | string | null)[][]>(
    [1001],
    [0],
    [5000],
    [-1],
    [65536],
    ["4000"],
    [null],
  ),
  fc.constantFrom<(number | string | null)[][]>(
    [4000.6, "rounded"],
    [1000, null],
    [4000, "é".repeat(62)],
  ),
  fc.constantFrom<(number | string | null)[][]>([4000, "x".repeat(123)], [4000, "x".repeat(124)]),
);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("open" as const),
      frame,
      to: address,
      protocols,
      as: fc.constantFrom("plain", "plain", "subclass", "reflect"),
      habits: fc.array(habit, { maxLength: 3 }),
    }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      socket,
      body,
      times: fc.constantFrom(1, 1, 1, 1, 2, 7, 40),
      by,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("close" as const), socket, given, by }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("fake" as const),
      socket,
      type: fc.constantFrom("open", "message", "error", "close"),
    }),
  },
  fc.record({
    do: fc.constant("misuse" as const),
    method: fc.constantFrom("send", "close"),
    self: fc.constantFrom("object", "null", "prototype", "proxy"),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("binaryType" as const),
      socket,
      to: fc.constantFrom("arraybuffer", "arraybuffer", "blob", "text"),
    }),
  },
  fc.record({ do: fc.constant("addFrame" as const), kind: fc.constantFrom("blank", "page") }),
  fc.record({ do: fc.constant("removeFrame" as const), frame }),
);

const rest = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 100 }) },
);
const step: fc.Arbitrary<Step> = fc
  .tuple(deed, rest)
  .map(([what, then]) => ({ ...what, rest: then }));

/** A walk of about so many seconds. */
export function planWalk(seed: number, seconds: number): Plan {
  const count = Math.max(1, Math.round(seconds * STEPS_A_SECOND));
  const place = fc.nat({ max: count - 1 });
  const plan = fc.record({
    steps: fc.array(step, { minLength: count, maxLength: count, size: "max" }),
    panelAt: fc.oneof(fc.constant(0), place, fc.constant(count)),
    troubles: fc
      .array(fc.record({ at: place, how: fc.constantFrom("stop" as const, "hold" as const) }), {
        maxLength: 2,
      })
      .map((list) => list.sort((a, b) => a.at - b.at)),
  });
  return fc.sample(plan, { seed, numRuns: 1 })[0] as Plan;
}
