import { describe, expect, it } from "vitest";
import { createOutbox } from "../../../src/devtools/outbox.ts";
import type { FromDevtools, Numbered } from "../../../src/protocol/devtools-message.ts";

const told = (url: string): FromDevtools => ({
  kind: "request",
  url,
  status: 401,
  error: null,
  headers: [],
  body: "",
});

function makeOutbox() {
  const sent: Numbered[] = [];
  return { outbox: createOutbox((message) => sent.push(message)), sent };
}

describe("what DevTools tells once", () => {
  it("is told again to the next worker, with the same number, until it is saved", () => {
    const { outbox, sent } = makeOutbox();
    outbox.push(told("a"));
    outbox.push(told("b"));
    const [first, second] = sent.splice(0);
    outbox.resend();
    expect(sent.splice(0)).toEqual([first, second]);
    outbox.acknowledge(first?.n as number);
    outbox.resend();
    expect(sent).toEqual([second]);
  });

  it("still waits where something told later was saved sooner", () => {
    const { outbox, sent } = makeOutbox();
    outbox.push(told("slow"));
    outbox.push(told("quick"));
    outbox.acknowledge(sent[1]?.n as number);
    sent.length = 0;
    outbox.resend();
    expect(sent.map(({ message }) => message)).toEqual([told("slow")]);
  });

  it("does not fill the memory while nobody answers: the oldest go first", () => {
    const { outbox, sent } = makeOutbox();
    for (let i = 0; i < 600; i++) outbox.push(told(String(i)));
    sent.length = 0;
    outbox.resend();
    expect(sent).toHaveLength(500);
    expect(sent[0]?.message).toEqual(told("100"));
  });
});
