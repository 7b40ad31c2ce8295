/** What a panel's page notes of itself, as texts that run in it. */

const LONG_TASK_MS = 50;

export type Noted = {
  /** From the start of the navigation until connections and findings were painted. */
  usefulMs: number | null;
  /** Of the tasks that kept the main thread for longer than 50 ms. */
  longTasks: number[];
};

/** Runs before the page's own scripts. */
export const NOTE_TIMES = `(() => {
  const noted = { usefulMs: null, longTasks: [] };
  globalThis.noted = noted;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.longTasks.push(duration);
  });
  observer.observe({ type: "longtask", buffered: true });
  noted.take = () => {
    for (const { duration } of observer.takeRecords()) noted.longTasks.push(duration);
    return { usefulMs: noted.usefulMs, longTasks: noted.longTasks.splice(0) };
  };
  // A message that is posted within a frame arrives once that frame is painted.
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
  noted.until = async (isThere) => {
    for (;;) {
      const now = await painted();
      if (isThere()) return now;
    }
  };
  const has = (selector) => document.querySelector(selector) !== null;
  void noted.until(() => has("#connections .ordinal") && has("main .findings, main .hint")).then((now) => {
    noted.usefulMs = now;
  });
})()`;

/** Gives what was noted since it was last asked. */
export const TAKE_NOTES = "noted.take()";

/** Drags the scroll bar of the list of messages to places all over it, and waits for their rows. */
export const jumpAround = (jumps: number): string => `(async () => {
  const list = document.getElementById("messages");
  const times = [];
  for (let i = 1; i <= ${jumps}; i++) {
    // The golden ratio spreads them evenly, each far from the one before.
    const startedAt = performance.now();
    list.scrollTop = ((i * 0.618034) % 1) * (list.scrollHeight - list.clientHeight);
    const isShown = () => {
      const { top, bottom } = list.getBoundingClientRect();
      const inSight = [...list.querySelectorAll(".row.message:not(.columns)")].filter((row) => {
        const place = row.getBoundingClientRect();
        return place.bottom > top && place.top < bottom;
      });
      return inSight.length > 0 && inSight.every((row) => row.querySelector(".content"));
    };
    times.push((await noted.until(isShown)) - startedAt);
  }
  return times;
})()`;

/** Searches as a user does who types, and gives when the first hit and when the end was shown. */
export const search = (text: string): string => `(async () => {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "f", ctrlKey: true }));
  await noted.until(() => document.querySelector(".find-bar input"));
  const field = document.querySelector(".find-bar input");
  const status = () => document.querySelector(".find-bar [role=status]").textContent;
  field.value = ${JSON.stringify(text)};
  const startedAt = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  let firstMs = null;
  await noted.until(() => {
    if (firstMs === null && /^\\d/.test(status())) firstMs = performance.now() - startedAt;
    return /^\\d|^Not found/.test(status()) && !document.querySelector(".find-bar progress");
  });
  return { firstMs, ms: performance.now() - startedAt, words: status() };
})()`;

export const describeLongTasks = (durations: number[]): string =>
  durations.length === 0
    ? "no long task"
    : `${durations.length} over ${LONG_TASK_MS} ms, worst ${Math.round(Math.max(...durations))} ms`;
