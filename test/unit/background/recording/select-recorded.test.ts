import { describe, expect, it } from "vitest";
import { createSelection } from "../../../../src/background/recording/select-recorded.ts";
import type { Envelope } from "../../../../src/protocol/envelope.ts";
import type { DocumentRecord } from "../../../../src/session/session.ts";
import { makeDocument, makeRows, makeSession, T0 } from "../../../builders.ts";

const MIB = 1024 * 1024;

const envelope = (known: Partial<Envelope> = {}): Envelope => ({
  kind: "envelope",
  n: 5,
  clock: { wallMs: T0, monotonicMs: 0 },
  rows: makeRows([1, 2]),
  recorded: true,
  backlog: null,
  lateBodies: [],
  events: [],
  ...known,
});
const sessionOf = (mode: "watch" | "record", document: Partial<DocumentRecord> = {}) =>
  makeSession({ mode, documents: [makeDocument({ appliedEnvelope: 4, ...document })] });
const RECORDED = { bodiesFromSeq: 0, recordingFromSeq: 0 };
const ENDED = { bodiesFromSeq: 0, recordingFromSeq: null };

describe("rows that are said to be recorded", () => {
  it("belong into the store where the tab is recorded, and not where it is watched", () => {
    const select = createSelection();
    expect(select(sessionOf("record"), "d1", envelope())?.rows).toHaveLength(1);
    expect(select(sessionOf("record"), "d1", envelope({ recorded: false }))).toBeNull();
    expect(select(sessionOf("record"), "unknown", envelope())).toBeNull();
    expect(select(sessionOf("watch"), "d1", envelope())).toBeNull();
    const lateBodies = [{ seq: 1, body: new Uint8Array(1) }];
    const rows = makeRows([1]);
    expect(select(sessionOf("watch"), "d1", envelope({ backlog: rows, lateBodies }))).toBeNull();
  });

  it("come after the switch while the document has not said that it heard of it", () => {
    const select = createSelection();
    expect(select(sessionOf("watch", RECORDED), "d1", envelope())?.rows).toHaveLength(1);
    expect(select(sessionOf("watch", ENDED), "d1", envelope())).toBeNull();
  });

  it("come again to a worker that has the last words of a recording in its saved session", () => {
    const select = createSelection();
    const heard = sessionOf("watch", { ...ENDED, appliedEnvelope: 5 });
    expect(select(heard, "d1", envelope())?.rows).toHaveLength(1);
    expect(select(heard, "d1", envelope({ n: 6 }))).toBeNull();
  });

  it("are no more than a bridge can have under way, until the next recording", () => {
    const select = createSelection();
    const session = sessionOf("watch", RECORDED);
    const large = () => envelope({ rows: makeRows([1], { bodies: ["x".repeat(6 * MIB)] }) });
    const taken = () => [1, 2, 3, 4].map(() => select(session, "d1", large()) !== null);
    expect(taken()).toEqual([true, true, true, false]);
    session.mode = "record";
    expect(taken()).toEqual([true, true, true, true]);
    session.mode = "watch";
    expect(taken()).toEqual([true, true, true, false]);
  });

  it("may be followed by bodies of Blobs that took their time", () => {
    const select = createSelection();
    const late = envelope({ rows: null, lateBodies: [{ seq: 1, body: new Uint8Array(1) }] });
    expect(select(sessionOf("watch", ENDED), "d1", late)?.lateBodies).toHaveLength(1);
    expect(select(sessionOf("watch"), "d1", late)).toBeNull();
  });
});
