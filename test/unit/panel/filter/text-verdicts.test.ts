import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  createTextVerdicts,
  type TextQuestion,
} from "../../../../src/panel/filter/text-verdicts.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Workers that answer when the test says so; `hung` are those that were terminated at work. */
function makeVerdicts() {
  const asked: string[] = [];
  let terminated = 0;
  let answer = (): void => {};
  const createWorker = () => {
    let hear = (_: { data: boolean[] }): void => {};
    return {
      postMessage({ source, flags, texts }: TextQuestion) {
        asked.push(`${source} of ${texts.join(" ")}`);
        answer = () => hear({ data: texts.map((text) => new RegExp(source, flags).test(text)) });
      },
      addEventListener(type: string, listener: (event: { data: boolean[] }) => void) {
        if (type === "message") hear = listener;
      },
      terminate() {
        terminated++;
      },
    };
  };
  const verdicts = createTextVerdicts(createWorker as unknown as () => Worker, 1_000);
  return { verdicts, asked, terminated: () => terminated, answer: () => answer() };
}

const settle = () => Promise.resolve();

it("asks for all texts at once, and knows the answers when they are here", async () => {
  const { verdicts, asked, answer } = makeVerdicts();
  const test = verdicts.createTest();
  const regex = /b/i;
  expect(["abc", "xyz"].map((text) => test(regex, text))).toEqual([false, false]);
  await settle();
  expect(asked).toEqual(["b of abc xyz"]);
  expect(verdicts.revision.value).toBe(0);
  answer();
  expect(verdicts.revision.value).toBe(1);
  expect(["abc", "xyz"].map((text) => test(regex, text))).toEqual([true, false]);
  // What was known to be not there before is no change.
  expect(test(regex, "none")).toBe(false);
  await settle();
  answer();
  expect([asked.length, verdicts.revision.value]).toEqual([2, 1]);
});

it("asks of one expression after the other, and of what came meanwhile", async () => {
  const { verdicts, asked, answer } = makeVerdicts();
  const test = verdicts.createTest();
  const [first, second] = [/1/, /2/];
  test(first, "a");
  test(second, "a");
  await settle();
  test(first, "a");
  test(first, "b");
  answer();
  answer();
  answer();
  expect(asked).toEqual(["1 of a", "2 of a", "1 of b"]);
});

it("stops an expression that does not end, says so, and goes on with the others", async () => {
  const { verdicts, asked, terminated, answer } = makeVerdicts();
  const test = verdicts.createTest();
  const [endless, other] = [/(a+)+$/, /b/];
  test(endless, "aaaa!");
  test(other, "b");
  await settle();
  vi.advanceTimersByTime(1_000);
  expect(terminated()).toBe(1);
  expect(verdicts.problem.value).toMatch(/does not come to an end/);
  answer();
  expect([test(other, "b"), test(endless, "aaaa!")]).toEqual([true, false]);
  await settle();
  expect(asked).toHaveLength(2);
});

it("gives up for a filter what the one before it wanted to know", async () => {
  const { verdicts, asked, terminated, answer } = makeVerdicts();
  const before = verdicts.createTest();
  before(/(a+)+$/, "aaaa!");
  await settle();
  const test = verdicts.createTest();
  const regex = /b/;
  test(regex, "b");
  before(/c/, "c");
  await settle();
  expect(terminated()).toBe(1);
  expect(asked).toEqual(["(a+)+$ of aaaa!", "b of b"]);
  answer();
  expect(test(regex, "b")).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(verdicts.problem.value).toBeNull();
});
