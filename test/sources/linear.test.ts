import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { EXCEPTIONS, type Exception } from "./exceptions.ts";
import { collectExpressions, type Expression } from "./expressions.ts";
import { judgeExpression } from "./judge-expression.ts";
import { keepLinear, keyOf, readLinear } from "./verdicts.ts";

const expressions = collectExpressions();

const isExcepted = (expression: Expression): boolean =>
  EXCEPTIONS.some((exception) => isAbout(exception, expression));

const isAbout = (exception: Exception, { place, text }: Expression): boolean =>
  place.startsWith(`${exception.place}:`) && text === exception.text;

test("no text costs a regular expression more than its length", async () => {
  expect(expressions.length).toBeGreaterThan(300);
  const linear = readLinear();
  const wrong: string[] = [];
  // The same one may stand in several places.
  const unknown = new Map<string, Expression[]>();
  for (const expression of expressions.filter((each) => !isExcepted(each))) {
    const key = keyOf(expression);
    if (!linear.has(key)) unknown.set(key, [...(unknown.get(key) ?? []), expression]);
  }
  const waiting = [...unknown];
  const judge = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [key, [first, ...others]] = next as [string, [Expression, ...Expression[]]];
      const problem = await judgeExpression(first);
      if (problem === null) linear.add(key);
      for (const { place, text } of problem === null ? [] : [first, ...others])
        wrong.push(`${place} ${text} ${problem}`);
    }
  };
  // The checker is a program of its own, and judges several at a time.
  await Promise.all(Array.from({ length: availableParallelism() }, judge));
  keepLinear(linear);
  expect(wrong).toEqual([]);
});

test("every exception still stands in the sources", () => {
  const unused = EXCEPTIONS.filter(
    (exception) => !expressions.some((each) => isAbout(exception, each)),
  );
  expect(unused).toEqual([]);
});

test.each([
  { source: "\\s+$", flags: "", problem: /polynomial/ },
  { source: "^(?:a|a)*$", flags: "", problem: /exponential/ },
  { source: "tokens(?!.* per )", flags: "", problem: /ahead or behind/ },
  { source: null, flags: "", problem: /run time/ },
])("says what is wrong with $source", async ({ source, flags, problem }) => {
  expect(await judgeExpression({ place: "", text: "", source, flags })).toMatch(problem);
});
