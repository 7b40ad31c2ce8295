import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRedraws } from "../../../src/background/redraws.ts";
import { makeSession } from "../../builders.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A badge of which each drawing is noted, and what it will say of trouble. */
function makeBadge() {
  const badge = { drawn: 0, isTroubled: true };
  const redraws = createRedraws(async () => {
    badge.drawn++;
    return badge.isTroubled;
  });
  return { badge, redraws };
}

describe("the badge of a tab", () => {
  it("is drawn once for many changes", async () => {
    const { badge, redraws } = makeBadge();
    badge.isTroubled = false;
    const session = makeSession();
    for (let i = 0; i < 50; i++) redraws.changed(session);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(badge.drawn).toBe(1);
  });

  it("is drawn again while something is in trouble, as a storm ends by time alone", async () => {
    const { badge, redraws } = makeBadge();
    redraws.changed(makeSession());
    await vi.advanceTimersByTimeAsync(45_000);
    expect(badge.drawn).toBe(3);
    badge.isTroubled = false;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(badge.drawn).toBe(4);
  });

  it("lets the worker sleep where the trouble does not pass", async () => {
    const { badge, redraws } = makeBadge();
    redraws.changed(makeSession());
    await vi.advanceTimersByTimeAsync(150_000);
    const { drawn } = badge;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(badge.drawn).toBe(drawn);
  });

  it("is drawn less often where that is dear, but within half a second of each change", async () => {
    const DRAWING_MS = 80;
    const drawnAt: number[] = [];
    const redraws = createRedraws(async () => {
      await new Promise((resolve) => setTimeout(resolve, DRAWING_MS));
      drawnAt.push(Date.now());
      return true;
    });
    const session = makeSession();
    const startedAt = Date.now();
    for (let ms = 0; ms < 10_000; ms += 10) {
      redraws.changed(session);
      await vi.advanceTimersByTimeAsync(10);
    }
    const waits = drawnAt.map((at, i) => at - (drawnAt[i - 1] ?? startedAt));
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
    expect(drawnAt.length * DRAWING_MS).toBeLessThan(10_000 / 4);
  });

  it("is drawn once a second for messages alone, and soon for an event among them", async () => {
    const { badge, redraws } = makeBadge();
    const session = makeSession();
    for (let ms = 0; ms < 10_000; ms += 50) {
      redraws.changed(session, "messages");
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(badge.drawn).toBeGreaterThanOrEqual(9);
    expect(badge.drawn).toBeLessThanOrEqual(11);
    const { drawn } = badge;
    redraws.changed(session, "events");
    redraws.changed(session, "messages");
    await vi.advanceTimersByTimeAsync(250);
    expect(badge.drawn).toBe(drawn + 1);
  });

  it("takes a fifth of the time at most, however dear a drawing is", async () => {
    const DRAWING_MS = 1_000;
    let drawn = 0;
    const redraws = createRedraws(async () => {
      await new Promise((resolve) => setTimeout(resolve, DRAWING_MS));
      drawn++;
      return true;
    });
    const session = makeSession();
    for (let ms = 0; ms < 60_000; ms += 100) {
      redraws.changed(session);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(drawn).toBeGreaterThan(10);
    // Of the first one nobody knows how dear it will be.
    expect((drawn - 1) * DRAWING_MS).toBeLessThanOrEqual(60_000 / 5);
  });

  it("is drawn soon for a change after a silence, though the last drawing was dear", async () => {
    let drawn = 0;
    const redraws = createRedraws(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      drawn++;
      return false;
    });
    const session = makeSession();
    redraws.changed(session);
    await vi.advanceTimersByTimeAsync(10_000);
    redraws.changed(session);
    await vi.advanceTimersByTimeAsync(1_300);
    expect(drawn).toBe(2);
  });

  it("is left alone once the tab is closed", async () => {
    const { badge, redraws } = makeBadge();
    const session = makeSession();
    redraws.changed(session);
    redraws.forget(session.tabId);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(badge.drawn).toBe(0);
  });
});
