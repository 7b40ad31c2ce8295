import type { Retry } from "../../services/service.ts";
import type { ServiceName } from "../../services/services.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, listOf } from "../../words/words.ts";
import { servicesOf, speakerOf } from "../connection/services.ts";
import { REGISTERED_CODES, type RegisteredCode } from "./registered-codes.ts";
import { type ServiceCode, serviceCodes } from "./service-codes.ts";

export const RETRY_ADVICE = {
  immediate: "Reconnect at once.",
  "immediate-new-session": "Reconnect at once, with a new session rather than by resuming the old.",
  backoff: "Reconnect with growing delays.",
  "backoff-jitter":
    "Reconnect with growing random delays, so that not everyone returns in the same instant.",
  "after-fix": "Reconnect only after the request or the code is fixed.",
  "after-fix-auth": "Get valid credentials first, then reconnect.",
  never: "Do not reconnect automatically.",
  "app-defined": "Whether to reconnect is for the application to say.",
  unknown: "Whether to reconnect is not documented.",
} as const satisfies Record<Retry, string>;

export type CloseRange =
  | "registry"
  | "unused 0-999"
  | "protocol 1016-2999"
  | "library/framework 3000-3999"
  | "private 4000-4999"
  | "none";

export type CloseExplanation = {
  code: number | null;
  name: string;
  meaning: string;
  /** Who can have sent it. */
  sender: string;
  /** False: the browser made it up; no close frame ever carries it. */
  onWire: boolean;
  retry: Retry;
  retryAdvice: string;
  hint: string;
  range: CloseRange;
  /** Who was recognised. */
  service: ServiceName | null;
  /** The meaning above is the recognised service's own. */
  isOwn: boolean;
  /** "3 services use 4001 for: …", where none was recognised. */
  sharedBy: string | null;
  sources: string[];
};

const byCode = new Map(REGISTERED_CODES.map((row) => [row.code, row]));

const NO_CODE = {
  name: "No close event",
  meaning: "The page never got a close event, so there is no code.",
  sender: "nobody",
  onWire: false,
  retry: "unknown",
  hint: "A socket ends so when its page goes away, when a content security policy forbids it, or when a page worker owns it.",
} as const;

function rangeOf(code: number): Exclude<CloseRange, "registry" | "none"> | "none" {
  if (code >= 0 && code <= 999) return "unused 0-999";
  if (code >= 1016 && code <= 2999) return "protocol 1016-2999";
  if (code >= 3000 && code <= 3999) return "library/framework 3000-3999";
  if (code >= 4000 && code <= 4999) return "private 4000-4999";
  return "none";
}

/** The registry's row for a code or for the range that holds it. */
const registeredRow = (code: number): RegisteredCode | undefined =>
  byCode.get(code) ??
  REGISTERED_CODES.find(
    ({ code: range }) => typeof range !== "number" && code >= range[0] && code <= range[1],
  );

/** "Normal Closure", or the range's name; never empty. */
export const closeCodeName = (code: number | null): string =>
  code === null ? NO_CODE.name : (registeredRow(code)?.name ?? "Not a close code");

/**
 * What a code means, in the words of `service` where one is known and has words for it. Where it has
 * several, `reason` decides among them.
 */
export function explainCode(
  code: number | null,
  service: ServiceName | null,
  reason = "",
): CloseExplanation {
  if (code === null) return whole({ ...NO_CODE, code, range: "none" });
  const registry = registeredRow(code);
  const known = {
    code,
    name: registry?.name ?? "Not a close code",
    meaning: registry?.meaning ?? "No endpoint may send this number.",
    sender: registry?.sender ?? "none",
    onWire: registry?.onWire ?? false,
    retry: registry?.retry ?? ("unknown" as const),
    hint: registry?.hint ?? "A bug in a peer or in a library.",
    range: byCode.has(code) ? ("registry" as const) : rangeOf(code),
    sources: [...(registry?.source ?? [])],
  };
  const rows = serviceCodes(code);
  const own = rows.filter((row) => row.service === service);
  const row = chooseRow(own, reason);
  if (row) {
    return whole({
      ...known,
      name: row.name,
      meaning: row.meaning,
      retry: row.retry,
      hint: row.note ?? known.hint,
      sources: [row.source, ...known.sources],
      service,
      isOwn: true,
    });
  }
  // Below 3000 a code means what the registry says, whoever sends it.
  const shared = code >= 3000 && rows.length > 0 ? describeShared(code, rows) : null;
  return whole({ ...known, service, sharedBy: shared });
}

/** The row that the reason names; else a row of its own code, with what else it may mean. */
function chooseRow(rows: readonly ServiceCode[], reason: string): ServiceCode | undefined {
  const exact = rows.filter(({ code }) => typeof code === "number");
  const [first = rows[0]] = exact;
  // "net0000" in an address is NET-0000.
  const plain = (words: string) => words.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const named = exact.find(({ name }) => plain(reason).includes(plain(name)));
  if (named || exact.length < 2 || !first) return named ?? first;
  const meaning = `One of: ${exact.map((row) => `${row.meaning} (${row.name})`).join("; ")}`;
  const { note: _, ...shared } = first;
  return { ...shared, name: registeredRow(Number(first.code))?.name ?? first.name, meaning };
}

const whole = (
  part: Pick<
    CloseExplanation,
    "code" | "name" | "meaning" | "sender" | "onWire" | "retry" | "hint" | "range"
  > &
    Partial<CloseExplanation>,
): CloseExplanation => ({
  service: null,
  isOwn: false,
  sharedBy: null,
  sources: [],
  retryAdvice: RETRY_ADVICE[part.retry],
  ...part,
});

/** More would be a list to read rather than an answer. */
const MAX_SHARED = 4;

function describeShared(code: number, rows: readonly ServiceCode[]): string {
  const first = new Map<string, ServiceCode>();
  for (const row of rows) if (!first.has(row.service)) first.set(row.service, row);
  const uses = [...first.values()]
    .slice(0, MAX_SHARED)
    .map((row) => `${row.name} (${row.service})`);
  const more = first.size - uses.length;
  if (more > 0) uses.push(`${more} more`);
  const verb = first.size === 1 ? "uses" : "use";
  return `${countOf(first.size, "known service")} ${verb} ${code}, for: ${listOf(uses)}.`;
}

/** What the end of a connection says by itself, before its evidence is weighed. */
export function explainClose(connection: Connection): CloseExplanation {
  const code = connection.end?.code ?? null;
  return explainCode(code, ownerOf(connection, code), connection.end?.reason ?? "");
}

/** Of everyone who was recognised the first that has words for the code, or who speaks at all. */
function ownerOf(connection: Connection, code: number | null): ServiceName | null {
  const owners = new Set(code === null ? [] : serviceCodes(code).map(({ service }) => service));
  return servicesOf(connection).find(({ name }) => owners.has(name))?.name ?? speakerOf(connection);
}
