import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromView } from "../../../src/protocol/panel-message.ts";
import { type LinkState, openViewLink, type ViewPort } from "../../../src/shared/view-link.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The background's end of each port that was opened. */
function createBackground() {
  const ports: { posted: unknown[]; say(message: unknown): void; drop(): void }[] = [];
  const connect = (): ViewPort => {
    const hear: ((message: unknown) => void)[] = [];
    const dropped: ((value: unknown) => void)[] = [];
    const posted: unknown[] = [];
    ports.push({
      posted,
      say: (message) => hear.forEach((listener) => void listener(message)),
      drop: () => dropped.forEach((listener) => void listener(null)),
    });
    return {
      onMessage: { addListener: (listener) => void hear.push(listener) },
      onDisconnect: { addListener: (listener) => void dropped.push(listener) },
      postMessage: (message) => void posted.push(message),
      disconnect: () => undefined,
    };
  };
  return { ports, connect };
}

function open(connect: () => ViewPort) {
  const states: LinkState[] = [];
  const heard: unknown[] = [];
  const greeting = (): FromView[] => [{ kind: "record", on: true }];
  const link = openViewLink({
    connect,
    greeting,
    onMessage: (message) => heard.push(message),
    onState: (state) => states.push(state),
  });
  return { link, states, heard };
}

test("opens the port again and greets again when the worker stopped, without a word", () => {
  const { ports, connect } = createBackground();
  const { states } = open(connect);
  ports[0]?.say({ kind: "tab-closed" });
  ports[0]?.drop();
  vi.advanceTimersByTime(60);
  ports[1]?.say({ kind: "tab-closed" });
  vi.advanceTimersByTime(5_000);
  expect(ports[1]?.posted).toEqual([{ kind: "record", on: true }, { kind: "heard" }]);
  expect(states).not.toContain("reconnecting");
});

test("answers each message once it was shown, so that the background sends the next", () => {
  const { ports, connect } = createBackground();
  const { heard } = open(connect);
  expect(ports[0]?.posted).not.toContainEqual({ kind: "heard" });
  ports[0]?.say({ kind: "stored", connectionIds: [] });
  expect(heard).toHaveLength(1);
  expect(ports[0]?.posted.at(-1)).toEqual({ kind: "heard" });
});

test("says that it reconnects only after a second of silence", () => {
  const { ports, connect } = createBackground();
  const { states } = open(connect);
  ports[0]?.say({ kind: "tab-closed" });
  ports[0]?.drop();
  vi.advanceTimersByTime(900);
  expect(states.at(-1)).toBe("live");
  vi.advanceTimersByTime(200);
  expect(states.at(-1)).toBe("reconnecting");
});

test("keeps what was asked for while there is no port", () => {
  const { ports, connect } = createBackground();
  const { link } = open(connect);
  ports[0]?.drop();
  link.send({ kind: "clear", at: 1_000 });
  vi.advanceTimersByTime(60);
  expect(ports[1]?.posted).toContainEqual({ kind: "clear", at: 1_000 });
});

test("gives up where the extension itself is gone", () => {
  const { states } = open(() => {
    throw new Error("Extension context invalidated.");
  });
  vi.advanceTimersByTime(60_000);
  expect(states).toEqual(["connecting", "lost"]);
});
