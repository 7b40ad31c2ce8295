import { describe, expect, it } from "vitest";
import { createRealm, type Realm } from "./bare-realm.ts";
import { buildHook, compile } from "./hook-source.ts";
import { mutantsOf } from "./mutants.ts";

/** What a page may do with sockets: gives what was thrown at it, and what the last pull answered. */
function live(realm: Realm): { thrown: string[]; answered: boolean } {
  const { page } = realm;
  const thrown: string[] = [];
  const attempt = (part: () => void) => {
    try {
      part();
    } catch (error) {
      thrown.push(String(error));
    }
  };
  const send = (socket: WebSocket, data: unknown) => attempt(() => socket.send(data as string));
  const answered = realm.pull();
  attempt(() => new page.WebSocket("mailto:nobody"));
  const first = new page.WebSocket("ws://here/first", ["chat"]);
  const second = new page.WebSocket("ws://here/second");
  send(first, "too early");
  realm.open(first);
  realm.open(second);
  const object = { toString: () => "an object" };
  for (const data of ["text", "x".repeat(5_000), new Uint8Array(8), new Blob(["b"])]) {
    send(first, data);
    realm.receive(second, data);
  }
  send(first, object);
  realm.pull();
  realm.order("record");
  send(second, "recorded");
  realm.receive(first, "y".repeat(300_000));
  attempt(() => first.close(1));
  attempt(() => first.close(4000, "enough"));
  realm.close(first, 4000, "enough");
  send(first, "too late");
  realm.order("watch");
  const third = new page.WebSocket("ws://here/third");
  realm.error(third);
  realm.close(third, 1006, "", false);
  realm.close(second);
  realm.pull();
  return { thrown, answered: realm.pull() && answered };
}

/** Beginnings and ends, which pass any limit. */
const livesIn = (realm: Realm): string[] =>
  realm
    .events()
    .filter(({ kind }) => kind === "connecting" || kind === "open" || kind === "close")
    .map((event) => ("id" in event ? `${event.kind} ${event.id}` : event.kind));

const storyOf = (realm: Realm): string =>
  JSON.stringify([realm.events().map(({ kind, seq }) => [kind, seq]), [...realm.messages()]]);

const start = (script: ReturnType<typeof compile>): Realm => {
  const realm = createRealm(script);
  realm.order("watch");
  return realm;
};

/** Statements that take the place of the browser's own call, or stand outside any guard of ours. */
const FRAMES = ["constructTrap", "sendTrap", "closeTrap", "sendFailed", "hear"];
/** The only way that beginnings and ends go; what breaks it is told, or the hook does not answer. */
const ONLY_WAY =
  /^(?:start|wrapWebSocket|observe|redefine|createDelivery|createFailures|createRecorder\.(?:leave|flush|tell|event|settle))/;
describe("a hook that throws at any one of its statements", () => {
  it("is not noticed by the page, says so, and still tells of sockets and closes", async () => {
    const source = await buildHook();
    const whole = start(compile(source));
    const { thrown } = live(whole);
    expect(whole.events().filter(({ kind }) => kind === "dropped")).toEqual([]);
    const noticed: string[] = [];
    const untold: string[] = [];
    const lost: string[] = [];
    const mutants = [...mutantsOf(source)];
    for (const { within, statement, script } of mutants) {
      const place = `${within}: ${statement}`;
      let realm: Realm;
      try {
        realm = start(script);
      } catch {
        continue; // It did not start, which the bridge says.
      }
      try {
        const lived = live(realm);
        const isTold = !lived.answered || realm.events().some(({ kind }) => kind === "dropped");
        if (!isTold && storyOf(realm) !== storyOf(whole)) untold.push(place);
        expect([realm.errors, lived.thrown, sentBy(realm)]).toEqual([[], thrown, sentBy(whole)]);
      } catch {
        noticed.push(place);
      }
      const lives = new Set(livesIn(realm));
      if (livesIn(whole).some((one) => !lives.has(one))) lost.push(place);
    }
    const isInFrame = (place: string) => FRAMES.some((name) => place.includes(`.${name}:`));
    expect(mutants.length).toBeGreaterThan(500);
    expect(noticed.filter((place) => !isInFrame(place))).toEqual([]);
    expect(untold.filter((place) => !isInFrame(place))).toEqual([]);
    expect(lost.filter((place) => !ONLY_WAY.test(place))).toEqual([]);
    expect(lost.length).toBeLessThan(mutants.length / 8);
  });
});

const sentBy = (realm: Realm): string =>
  JSON.stringify(realm.sent.map(({ data, lost }) => [data, lost]));
