/** Which outages may have one cause, found without a look at all of them. */
import type { Evidence, FindingId, OutageTold } from "../finding.ts";
import type { Cause } from "./cause.ts";
import type { Judged } from "./join.ts";

/** A process or a limit that takes several takes them within so much time. */
const TOGETHER_MS = 2_000;

/** What befalls all of a host. */
const OF_A_HOST: ReadonlySet<OutageTold> = new Set<OutageTold>([
  "process-gone",
  "upstream-gone",
  "restarting",
]);
/** What befalls all hosts. */
const OF_ALL: ReadonlySet<OutageTold> = new Set<OutageTold>(["network-gone", "asleep"]);
/** Nobody knows what it was: then it may as well be what took the others in that moment. */
const UNKNOWN: ReadonlySet<FindingId> = new Set<FindingId>([
  "abnormal-closure",
  "handshake-failed",
  "handshake-refused",
  "server-restart",
]);

/** Two of one kind need not both be compared with a third one: the first of them speaks for both. */
export const kindOf = (judged: Judged): string => {
  const { hostPort, cause } = judged;
  if (isOf(OF_ALL, cause)) return `${cause.told}`;
  const said = isOf(OF_A_HOST, cause) ? "" : saidBy(judged);
  return `${hostPort} ${cause.told} ${cause.id} ${said}`;
};

/** What the server gave as its reason, without ids, counts and the endpoint's own names; "" where it said nothing. */
function saidBy({ cause, episode }: Judged): string {
  const isSaid = ({ is }: Evidence) => is === "close-reason" || is === "spoken-error";
  const said = String(cause.finding?.evidence.find(isSaid)?.value ?? "").slice(0, MAX_SAID);
  // "channel alpha is closing" of /ch/alpha.
  const own = episode.url.toLowerCase();
  return said
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => !/\d/.test(word) && !own.includes(word))
    .join(" ");
}
const MAX_SAID = 200;

/** Two that were given different reasons did not end for one. */
const saySame = (a: Judged, b: Judged): boolean => {
  const [one, other] = [saidBy(a), saidBy(b)];
  return one === "" || other === "" || one === other;
};

function haveOneCause(a: Judged, b: Judged): boolean {
  const [first, second] = [a.cause, b.cause];
  if (isOf(OF_ALL, first) && isOf(OF_ALL, second)) return first.told === second.told;
  if (a.hostPort !== b.hostPort) return false;
  if (isOf(OF_A_HOST, first) && isOf(OF_A_HOST, second)) return true;
  // An endpoint that was asked for only while its host was down.
  const isKnown = isOf(OF_A_HOST, first) || isOf(OF_A_HOST, second);
  const mayBeSame = UNKNOWN.has(first.id) && UNKNOWN.has(second.id);
  return isTogether(a, b)
    ? mayBeSame || (first.id === second.id && saySame(a, b))
    : mayBeSame && isKnown;
}

export const isTogether = (a: Judged, b: Judged): boolean =>
  Math.abs(a.episode.begin - b.episode.begin) <= TOGETHER_MS;

const isOf = (kinds: ReadonlySet<OutageTold>, { told }: Cause): boolean =>
  told !== null && kinds.has(told);

/** Under which keys it is found by those that have one cause with it, however much later they begin. */
function keptKeys({ hostPort, cause }: Judged): string[] {
  const ofHost = isOf(OF_A_HOST, cause);
  const isUnknown = UNKNOWN.has(cause.id);
  return [
    ...(isOf(OF_ALL, cause) ? [`all ${cause.told}`] : []),
    ...(ofHost ? [`known ${hostPort}`] : []),
    ...(isUnknown && ofHost ? [`unknown, known ${hostPort}`] : []),
    ...(isUnknown ? [`unknown ${hostPort}`] : []),
  ];
}

/** Under which keys it looks for those that began before it. */
function askedKeys({ hostPort, cause }: Judged): string[] {
  const ofHost = isOf(OF_A_HOST, cause);
  const isUnknown = UNKNOWN.has(cause.id);
  return [
    ...(isOf(OF_ALL, cause) ? [`all ${cause.told}`] : []),
    ...(ofHost ? [`known ${hostPort}`] : []),
    ...(isUnknown ? [ofHost ? `unknown ${hostPort}` : `unknown, known ${hostPort}`] : []),
  ];
}

/** What lies together in time: by the finding, and whatever nobody knows. */
const momentKeys = ({ hostPort, cause }: Judged): string[] => [
  `${cause.id} ${hostPort}`,
  ...(UNKNOWN.has(cause.id) ? [`any ${hostPort}`] : []),
];

/**
 * Those that were kept, by what they may have in common with others. They are asked for in order of
 * their begins: what is over, or too long ago, is forgotten as soon as it is met.
 */
export function createKin<Part extends Judged>(isStanding: (part: Part, at: number) => boolean) {
  const lasting = new Map<string, Set<Part>>();
  const moments = new Map<string, Set<Part>>();
  return {
    keep(part: Part): void {
      for (const key of keptKeys(part)) put(lasting, key, part);
      for (const key of momentKeys(part)) put(moments, key, part);
    },
    /** Those that have one cause with it. */
    of(each: Part): Set<Part> {
      const stands = (part: Part) => isStanding(part, each.episode.begin);
      const known = [
        ...askedKeys(each).flatMap((key) => sift(lasting.get(key), stands)),
        ...momentKeys(each).flatMap((key) =>
          sift(moments.get(key), (part) => isTogether(part, each) && stands(part)),
        ),
      ];
      return new Set(known.filter((part) => haveOneCause(part, each)));
    },
  };
}

function put<Part>(into: Map<string, Set<Part>>, key: string, part: Part): void {
  const known = into.get(key);
  if (known) known.add(part);
  else into.set(key, new Set([part]));
}

/** What stays; the others are of no use to anybody later, either. */
function sift<Part>(parts: Set<Part> | undefined, stays: (part: Part) => boolean): Part[] {
  for (const part of parts ?? []) if (!stays(part)) parts?.delete(part);
  return [...(parts ?? [])];
}
