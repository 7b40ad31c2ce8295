import { afterEach, expect, it } from "vitest";
import { withoutToJson, writeJson } from "../../../src/playwright/page/write-json.ts";

const { fromCharCode } = String;
const OWNERS = [Object.prototype, Array.prototype];
afterEach(() => {
  for (const owner of OWNERS) Reflect.deleteProperty(owner, "toJSON");
  String.fromCharCode = fromCharCode;
});

it("writes what the recorder says as JSON, though the page has words of its own for it", () => {
  const said = {
    ...{ text: 'a "quote"\n', none: null, left: undefined, yes: true, odd: Number.NaN },
    list: [1, [2]],
    at: new Float64Array([0.5, 2]),
    body: new Uint8Array([104, 105]),
    bare: Object.assign(Object.create(null), { code: 1008 }),
  };
  const expected =
    '{"text":"a \\"quote\\"\\n","none":null,"yes":true,"odd":null,"list":[1,[2]],"at":[0.5,2],"body":{"base64":"aGk="},"bare":{"code":1008}}';
  const toJSON = { value: () => "the page's", configurable: true };
  for (const owner of OWNERS) Object.defineProperty(owner, "toJSON", toJSON);
  String.fromCharCode = () => "?";
  const written = writeJson(said);
  const byBinding = withoutToJson(() => JSON.stringify({ args: [written] }));
  const after = JSON.stringify([1]);
  expect(after).toBe('"the page\'s"');
  expect(written).toBe(expected);
  expect(JSON.parse(byBinding)).toEqual({ args: [expected] });
});
