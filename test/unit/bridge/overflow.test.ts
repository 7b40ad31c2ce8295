import { describe, expect, it } from "vitest";
import { createOverflow, MAX_OVERFLOW_BYTES } from "../../../src/bridge/overflow.ts";
import { weighEvent } from "../../../src/bridge/weigh.ts";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { makeClose, makeConnecting, makeRows } from "../../builders.ts";

const at = (events: PageEvent[], rows = null as ReturnType<typeof makeRows> | null) => ({
  clock: { wallMs: 0, monotonicMs: 0 },
  rows,
  recorded: false,
  backlog: null,
  lateBodies: [],
  events,
});
const open = (id: number): PageEvent => ({
  ...{ kind: "open", id, at: id, seq: 0 },
  ...{ protocol: "", extensions: "" },
});
/** As many lives as must be folded, at the least. */
const MANY = Math.ceil(MAX_OVERFLOW_BYTES / 512);

/** Opens and closes so many sockets, and gives what is told of them in the end. */
function tell(first: number, count: number, urlOf: (id: number) => string): PageEvent[] {
  const overflow = createOverflow();
  for (let id = first; id < first + count; id++) {
    const begin = { ...makeConnecting(id, id), url: urlOf(id) };
    overflow.add(at([begin, open(id), makeClose(id, id)]));
  }
  return overflow.take(count, 0).flat();
}

const told = (events: PageEvent[]) => events.filter(({ kind }) => kind === "connecting").length;
const folded = (events: PageEvent[]) =>
  events.flatMap((event) => (event.kind === "folded-connections" ? [event] : []));

describe("connections that come and go while nothing is acknowledged", () => {
  it("are all told one by one while they are few", () => {
    const events = tell(1, 100, () => "wss://a.test/");
    expect([told(events), folded(events)]).toEqual([100, []]);
  });

  it("are told or counted, each once, and take no more than their bound", () => {
    const events = tell(1, MANY, (id) => `wss://a.test/live?attempt=${id}`);
    const [sum, ...others] = folded(events);
    expect(others).toEqual([]);
    expect(sum).toMatchObject({ url: "wss://a.test/live", firstAt: 1 });
    expect(sum?.openedCount).toBe(sum?.count);
    expect(told(events) + (sum?.count ?? 0)).toBe(MANY);
    const bytes = events.reduce((held, event) => held + weighEvent(event), 0);
    expect(bytes).toBeLessThan(MAX_OVERFLOW_BYTES + 2_048);
  });

  it("are counted together where their addresses are too many to be told apart", () => {
    const sums = folded(tell(1, MANY, (id) => `wss://a.test/${id}`));
    expect(sums.length).toBeLessThanOrEqual(51);
    expect(sums.find(({ url }) => url === "")?.count).toBeGreaterThan(MANY / 4);
  });

  it("stay in the list while they live, or where their beginning was told before", () => {
    const overflow = createOverflow();
    overflow.add(at([makeConnecting(1), open(1), makeClose(2, 5)]));
    for (let id = 3; id < MANY; id++) overflow.add(at([makeConnecting(id), makeClose(id, id)]));
    const kept = overflow.take(MANY, 0).flat();
    expect(kept.slice(0, 3)).toMatchObject([
      { kind: "connecting", id: 1 },
      { kind: "open", id: 1 },
      { kind: "close", id: 2 },
    ]);
  });

  it("take their messages with them into the sum", () => {
    const overflow = createOverflow();
    for (let id = 1; id <= MANY; id++) {
      const rows = makeRows([id, id], { firstSeq: 2 * id, connection: Uint32Array.of(id, id) });
      const begin = { ...makeConnecting(id), seq: 2 * id };
      overflow.add(at([begin, makeClose(id, id, 2 * id + 2)], rows));
    }
    const events = overflow.take(MANY, 2 * MANY).flat();
    const [sum] = folded(events);
    expect(sum).toMatchObject({ messageCount: 2 * (sum?.count ?? 0), openedCount: 0 });
    const alone = events.flatMap((event) => (event.kind === "folded" ? [event.count] : []));
    expect(alone.reduce((a, b) => a + b, 0) + (sum?.messageCount ?? 0)).toBe(2 * MANY);
    expect(events.at(-1)).toMatchObject({ kind: "dropped", count: 2 * MANY, what: "messages" });
  });
});

it("keeps the newest of what a page can throw without end, and how often a send failed", () => {
  const overflow = createOverflow();
  for (let i = 0; i < 3 * MANY; i++) {
    const why = { name: "SyntaxError", message: "no", stack: null };
    overflow.add(
      at([
        { kind: "constructor-threw", at: i, seq: 0, url: `x:${i}`, ...why },
        { kind: "send-failed", at: i, seq: 0, id: 1, sizeBytes: null, name: "E", message: "no" },
      ]),
    );
  }
  const events = overflow.take(1, 0).flat();
  const bytes = events.reduce((held, event) => held + weighEvent(event), 0);
  expect(bytes).toBeLessThan(MAX_OVERFLOW_BYTES + 2_048);
  expect(events.findLast(({ kind }) => kind === "constructor-threw")).toMatchObject({
    url: `x:${3 * MANY - 1}`,
  });
  const failures = events.flatMap((event) =>
    event.kind === "send-failed" ? [event.count ?? 1] : [],
  );
  expect(failures.reduce((a, b) => a + b, 0)).toBe(3 * MANY);
});
