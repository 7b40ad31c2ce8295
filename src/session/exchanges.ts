/** How requests went and answers came, by the words that services share. Numbers only: no text stays. */
import { NOTHING, readOutcome } from "./outcomes.ts";
import { EXCHANGE_KINDS, type Exchanges, MAX_OUTCOMES, type Traffic } from "./traffic.ts";

type Seen = { at: number; seq: number };

/** Notes one JSON message. `isNamed`: it names the request that it answers. */
export function noteExchange(
  { exchanges }: Traffic,
  value: unknown,
  direction: "send" | "receive",
  seen: Seen,
  isNamed: boolean,
): void {
  const outcome = readOutcome(value);
  // Most messages say nothing of the kind.
  if (outcome === NOTHING && !isNamed) return;
  if (direction === "send") {
    const { subscribed, asked } = EXCHANGE_KINDS;
    if (!outcome.isPiece) remember(exchanges, outcome.isSubscription ? subscribed : asked, seen);
    return;
  }
  if (outcome.limit) {
    const { remaining, of, resetInMs } = outcome.limit;
    const resetAt = resetInMs === null ? null : seen.at + resetInMs;
    exchanges.limit = { remaining, of, resetAt, ...seen };
  }
  if (outcome.isPiece && !outcome.isError) addPiece(exchanges, seen.at);
  if (outcome.truncatedBy) {
    exchanges.truncated[outcome.truncatedBy]++;
    exchanges.truncated.last = { ...seen };
  }
  const isEnd = outcome.isError || outcome.isDone || (isNamed && !outcome.isPiece);
  if (!isEnd) return;
  exchanges.stream = null;
  remember(exchanges, outcome.isError ? EXCHANGE_KINDS.failed : EXCHANGE_KINDS.answered, seen);
}

/** What was not read may have been the end of it. */
export function forgetStream({ exchanges }: Traffic): void {
  if (exchanges.stream !== null) exchanges.stream = null;
}

function remember({ recent }: Exchanges, outcome: number, { at, seq }: Seen): void {
  recent.push({ at, seq, outcome });
  if (recent.length > MAX_OUTCOMES) recent.shift();
}

function addPiece(exchanges: Exchanges, at: number): void {
  const { stream } = exchanges;
  if (stream) {
    const ms = Math.max(0, at - stream.lastAt);
    exchanges.gaps.count++;
    exchanges.gaps.sumMs += ms;
    if (ms > (exchanges.longestStall?.ms ?? 0)) exchanges.longestStall = { ms, at };
    stream.lastAt = at;
    stream.pieces++;
    return;
  }
  const newest = exchanges.recent.at(-1);
  // What was subscribed to comes in pieces without an end: none of them is overdue.
  if (newest?.outcome !== EXCHANGE_KINDS.asked) return;
  exchanges.stream = { askedAt: newest.at, firstAt: at, lastAt: at, pieces: 1 };
  const { firstPiece } = exchanges;
  const ms = Math.max(0, at - newest.at);
  firstPiece.count++;
  firstPiece.sumMs += ms;
  if (ms > (firstPiece.slowest?.ms ?? -1)) firstPiece.slowest = { ms, at };
}
