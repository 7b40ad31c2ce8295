import { expect, it } from "vitest";
import { diagnoseMasked, maskFile } from "../../../src/cli/diagnosed.ts";
import { parseFailOn } from "../../../src/cli/fail-on.ts";
import { FORMATS } from "../../../src/cli/formats/format.ts";
import { OUTPUTS } from "../../../src/cli/outputs.ts";
import { readHar } from "../../../src/har/read.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const PERSON = "jane.doe@corp.test";
const JWT = [
  part({ alg: "RS256", typ: "JWT", kid: PERSON }),
  part({ sub: PERSON, name: "Jane Doe", email: PERSON, iat: 1_772_300_000, exp: 1_772_350_000 }),
  "c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJl",
].join(".");

const FILE = JSON.stringify({
  log: {
    creator: { name: "x" },
    entries: [
      {
        startedDateTime: "2026-03-01T10:00:00Z",
        time: 500,
        _resourceType: "websocket",
        request: {
          url: `wss://a.test/ws?access_token=${JWT}`,
          headers: [
            { name: "Authorization", value: `Bearer ${JWT}` },
            { name: "Sec-WebSocket-Protocol", value: `bearer, ${JWT}` },
          ],
        },
        response: { status: 101, headers: [{ name: "Set-Cookie", value: `t=${JWT}` }] },
        timings: { wait: 30 },
        _webSocketClose: { code: 4001, reason: "token expired" },
        _webSocketMessages: [
          { type: "send", time: 1_772_359_200.1, data: JSON.stringify({ type: "auth", JWT }) },
          { type: "receive", time: 1_772_359_200.2, data: `{"error":"token expired: ${JWT}"}` },
        ],
      },
    ],
  },
});

/** The others list findings, without their evidence. */
const TELL_TIMES = ["text", "json", "markdown"];

/** Each token in a text, unpacked as far as it can be. */
const unpacked = (text: string): string =>
  text.replaceAll(/eyJ[\w-]+/g, (found) => Buffer.from(found, "base64url").toString());

it.each(FORMATS)("a token's claims are no part of a report as %s, and its times stay", (format) => {
  const wanted = { all: true, failOn: parseFailOn("error") };
  let written = "";
  const out = (text: string) => {
    written += text;
  };
  const output = OUTPUTS[format]({ out, err: out, colour: false, columns: 80 }, wanted);
  const diagnosed = diagnoseMasked("x.har", maskFile(readHar(FILE)));
  output.add(diagnosed);
  output.end([{ path: "x.har", report: diagnosed.report }]);
  if (TELL_TIMES.includes(format)) expect(written).toContain("2026-03-01T07:26:40.000Z");
  expect(unpacked(written)).not.toMatch(/jane|corp\.test|c2lnbmF0dXJl/i);
});
