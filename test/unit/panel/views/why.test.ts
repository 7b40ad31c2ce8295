import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { FINDINGS } from "../../../../src/analysis/findings.ts";
import { durationClass } from "../../../../src/panel/findings/duration-class.ts";
import { mayBeLogged } from "../../../../src/panel/findings/may-be-logged.ts";
import {
  relatedToConnection,
  relatedToSeries,
} from "../../../../src/panel/findings/related-findings.ts";
import { certificateInWords, unknownsOf } from "../../../../src/panel/handshake/handshake-facts.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

describe("the duration class", () => {
  it.each([
    [{ open: true, close: { at: T0 + 90 } }, null, "at once: open for 40 ms"],
    [{ open: true, close: { at: T0 + 60_050 } }, "lifetime-limit", "at a limit: open for 60 s"],
    [
      { open: true, close: { at: T0 + 90_050 } },
      "idle-timeout",
      "at a limit of silence: open for 90 s in all",
    ],
    [{ close: { at: T0 + 5_000 } }, null, "at no known limit: pending for 5 s"],
  ] as const)("of %j explained by %s is %s", (parts, primary, words) => {
    expect(durationClass(makeConnection(parts), primary)).toBe(words);
  });

  it("is not known while it lives", () => {
    expect(durationClass(makeConnection({ open: true }), null)).toBeNull();
  });
});

it("sends nobody to a server's log for what never came to a server", () => {
  expect(mayBeLogged([{ id: "handshake-refused" }, { id: "no-backoff" }])).toBe(false);
  expect(mayBeLogged([{ id: "handshake-rejected" }])).toBe(true);
  expect(mayBeLogged([])).toBe(true);
});

describe("related findings", () => {
  const storm = Array.from({ length: 12 }, (_, i) => {
    const createdAt = T0 + i * 310;
    return makeConnection({
      createdAt,
      open: { at: createdAt + 10 },
      close: { at: createdAt + 60 },
    });
  });
  const { findings } = diagnose(makeSession({ connections: storm }), T0 + 4_000);

  it("of a connection are those of its series", () => {
    const [first] = storm;
    const related = relatedToConnection(findings, first?.endpoint ?? "");
    expect(related.map(({ finding }) => finding.id)).toContain("reconnect-storm");
    expect(relatedToConnection(findings, "wss://elsewhere.example/")).toEqual([]);
  });

  it("of a series are what ended its connections, the same ones together", () => {
    const related = relatedToSeries(findings, new Set(storm.map(({ id }) => id)));
    expect(related).toHaveLength(1);
    expect(related[0]?.count).toBe(12);
  });
});

describe("a handshake", () => {
  it("says that its headers could not be known with DevTools closed", () => {
    expect(unknownsOf(makeConnection({ open: true, protocols: [] }), true)).toEqual([
      expect.stringContaining("DevTools was closed"),
    ]);
    const handshake = { status: 101 };
    expect(unknownsOf(makeConnection({ open: true, protocols: [], handshake }), true)).toEqual([]);
  });

  it("asks for a reload only where there is a page to reload", () => {
    const [live] = unknownsOf(makeConnection({ open: true, protocols: [] }), true);
    const [ofFile] = unknownsOf(makeConnection({ open: true, protocols: [] }), false);
    expect(live).toContain("Reload the page");
    expect(ofFile).not.toContain("Reload");
  });

  it("says who hides the reason", () => {
    const handshake = { blanked: true, error: "" };
    const unknown = unknownsOf(makeConnection({ protocols: [], close: {}, handshake }), true);
    expect(unknown).toEqual([expect.stringContaining("another extension")]);
  });

  it("names the error of a certificate, and does not speak of one without encryption", () => {
    const handshake = { error: "net::ERR_CERT_DATE_INVALID" };
    expect(certificateInWords(makeConnection({ close: {}, handshake }))).toBe(
      "refused by the browser: ERR_CERT_DATE_INVALID",
    );
    expect(certificateInWords(makeConnection({ url: "ws://localhost/", open: true }))).toBeNull();
  });
});

describe("the links to the specifications", () => {
  it("lead to a standard for each finding, over https, or are left out on purpose", () => {
    for (const { spec } of Object.values(FINDINGS)) {
      if (spec) expect(spec.url).toMatch(/^https:\/\/[\w.-]+\/[\w./-]*#?[\w.-]*$/);
    }
  });
});
