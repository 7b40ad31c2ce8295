/** One restart takes forty endpoints: what one cause took at one time is one outage. */
import { largestOf, smallestOf } from "../../session/extremes.ts";
import { createAtEndpoints, type Span } from "./at-endpoints.ts";
import type { Cause } from "./cause.ts";
import type { Episode } from "./episodes.ts";
import { createKin, kindOf } from "./one-cause.ts";

export type Judged = {
  episode: Episode;
  hostPort: string;
  cause: Cause;
  /** Epoch ms; Infinity while it is not over. */
  until: number;
};

export type Joined<Part extends Judged = Judged> = Span & {
  parts: Part[];
  urls: Set<string>;
  /** The first of each host and cause: all that is asked of whatever may belong to them. */
  kinds: Map<string, Part>;
};

/** `judged` in order of their begins. No two that are handed back share an endpoint at one time. */
export function joinEpisodes<Part extends Judged>(judged: readonly Part[]): Joined<Part>[] {
  const joining = createJoining<Part>();
  for (const each of judged) joining.add(each);
  const all = [...new Set(judged.flatMap((part) => joining.of(part) ?? []))];
  for (const { parts } of all) parts.sort((a, b) => a.episode.begin - b.episode.begin);
  return all.sort((a, b) => a.begin - b.begin);
}

/** Each is compared with those that may have one cause with it, and with those at its endpoint only. */
function createJoining<Part extends Judged>() {
  type Whole = Joined<Part>;
  const wholeOf = new Map<Part, Whole>();
  const atEndpoints = createAtEndpoints<Whole>();
  const kin = createKin<Part>((part, at) => {
    const whole = wholeOf.get(part);
    return whole !== undefined && whole.until >= at && whole.kinds.get(kindOf(part)) === part;
  });

  /** Whether no other one shares an endpoint with what these would be together, at any time of it. */
  function isClear(wanted: ReadonlySet<Whole>, at: number): boolean {
    const span = spanOf([...wanted]);
    return [...wanted].every(({ urls, begin, until }) => {
      // It met none before, and what began meanwhile would have met it.
      if (begin === span.begin && begin < at && until > at) return true;
      return [...atEndpoints.meeting(urls, span)].every((met) => wanted.has(met));
    });
  }

  /** Hands back at which endpoints it may meet others now. */
  function merge(all: readonly Whole[], at: number): { whole: Whole; fresh: Iterable<string> } {
    // The largest takes the others in: forty endpoints cost forty steps.
    const whole = all.reduce((most, one) => (one.parts.length > most.parts.length ? one : most));
    const others = all.filter((one) => one !== whole);
    const { begin, until } = spanOf(all);
    const isEarlier = begin < whole.begin;
    // What was over is asked for its cause again.
    if (whole.until < at) for (const part of whole.kinds.values()) kin.keep(part);
    Object.assign(whole, { begin, until });
    for (const one of others) takeIn(whole, one);
    return { whole, fresh: isEarlier ? whole.urls : others.flatMap(({ urls }) => [...urls]) };
  }

  function takeIn(whole: Whole, one: Whole): void {
    atEndpoints.remove(one);
    for (const part of one.parts) {
      whole.parts.push(part);
      wholeOf.set(part, whole);
    }
    for (const [kind, part] of one.kinds) {
      const known = whole.kinds.get(kind);
      if (known && known.episode.begin <= part.episode.begin) continue;
      whole.kinds.set(kind, part);
      kin.keep(part);
    }
    for (const url of one.urls) {
      if (!whole.urls.has(url)) atEndpoints.put(url, whole);
      whole.urls.add(url);
    }
  }

  return {
    of: (part: Part) => wholeOf.get(part),
    add(each: Part): void {
      const at = each.episode.begin;
      const own = alone(each);
      const wanted = new Set([
        own,
        ...[...kin.of(each)].flatMap((part) => wholeOf.get(part) ?? []),
      ]);
      wholeOf.set(each, own);
      kin.keep(each);
      atEndpoints.put(each.episode.url, own);
      // One that would draw in a stranger by an endpoint of its own stays alone.
      if (isClear(wanted, at)) {
        merge([...wanted], at);
        return;
      }
      let whole = own;
      let fresh: Iterable<string> = own.urls;
      for (;;) {
        const met = atEndpoints.meeting(fresh, whole).add(whole);
        if (met.size === 1) return;
        ({ whole, fresh } = merge([...met], at));
      }
    },
  };
}

const spanOf = (all: readonly Span[]): Span => ({
  begin: smallestOf(all.map(({ begin }) => begin)),
  until: largestOf(all.map(({ until }) => until)),
});

const alone = <Part extends Judged>(part: Part): Joined<Part> => ({
  parts: [part],
  urls: new Set([part.episode.url]),
  kinds: new Map([[kindOf(part), part]]),
  begin: part.episode.begin,
  until: part.until,
});
