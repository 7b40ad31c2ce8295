import { expect, test } from "vitest";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { countTroubles } from "../../../../src/panel/findings/troubles.ts";

const makeFinding = (url: string, known: Partial<Finding> = {}): Finding => ({
  id: "handshake-failed",
  class: "establishment",
  severity: "error",
  primary: true,
  subject: { kind: "connection", id: url, url },
  title: "Could not connect",
  explanation: "",
  evidence: [],
  causes: [],
  fixes: [],
  confidence: 0.3,
  since: 1_000,
  until: 1_000,
  ...known,
});
const makeStorm = (url: string, until: number | null): Finding =>
  makeFinding(url, {
    id: "reconnect-storm",
    class: "reconnect",
    primary: false,
    subject: { kind: "series", id: `1:${url}`, url },
    until,
  });

test("a storm is counted once, and its attempts are no errors besides", () => {
  const attempts = [1_000, 1_250, 1_500].map((since) => makeFinding("wss://a/", { since }));
  const other = makeFinding("wss://b/");
  const warning = makeFinding("wss://c/", { severity: "warning" });
  const storm = makeStorm("wss://a/", null);
  expect(countTroubles([...attempts, storm, other, warning])).toEqual({
    incidents: 3,
    storms: 1,
    goingOn: 1,
    errors: 1,
  });
});

test("a storm that is over is still counted, and known to be over", () => {
  expect(countTroubles([makeStorm("wss://a/", 2_000)])).toEqual({
    incidents: 1,
    storms: 1,
    goingOn: 0,
    errors: 0,
  });
});
