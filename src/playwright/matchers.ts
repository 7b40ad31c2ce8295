/** `expect` with matchers for the sockets of a page. */
import { type BrowserContext, expect as base, type Page } from "@playwright/test";
import type { FindingId } from "../analysis/finding.ts";
import type { Connection } from "../session/session.ts";
import { countOf, formatDuration } from "../words/words.ts";
import { describeDoubtful, describeMocks } from "./attachments.ts";
import { recorderOf } from "./context-recorder.ts";
import { troublesIn } from "./judged-page.ts";
import type { PageRecord } from "./page-record.ts";
import {
  judgeToQuote,
  type Recovery,
  tellConnections,
  tellFinding,
  tellRecoveries,
} from "./tell.ts";

export type HealthOptions = {
  /** Findings that may be there, by their names. */
  allow?: FindingId[];
  /** Whether a warning is a failure, too; it is by default. */
  warnings?: boolean;
};
export type ClosedOptions = {
  /** An address, a part of one, or an expression that it matches. */
  url?: string | RegExp;
  code?: number;
  reason?: string | RegExp;
  wasClean?: boolean;
  /** How long to wait for it, in ms; left out: as long as `expect` waits for anything. */
  timeout?: number;
};
export type RecoverOptions = Pick<ClosedOptions, "url">;

type Result = { pass: boolean; message: () => string; name: string };

const PAUSE_MS = 50;

export const expect = base.extend({
  /** No error and no warning is found in the sockets of the page, and there are some. */
  async toHaveHealthyWebSockets(
    target: Page | BrowserContext,
    { allow = [], warnings = true }: HealthOptions = {},
  ): Promise<Result> {
    const records = await recordsOf(target);
    const troubles = records.flatMap((record) =>
      troublesIn(judgeToQuote(record.session), { allow, warnings }),
    );
    const count = records.reduce((sum, { session }) => sum + session.connections.size, 0);
    const name = "toHaveHealthyWebSockets";
    if (count === 0 && troubles.length === 0) {
      const why = [
        ...describeMocks(records.flatMap(({ mocked }) => mocked)),
        ...describeDoubtful(records.flatMap(({ doubtful }) => doubtful)),
      ].join(" ");
      // Neither well nor ill: with `not` it fails as well.
      return {
        name,
        pass: this.isNot,
        message: () => `No real WebSocket was opened. ${why}`.trim(),
      };
    }
    return {
      name,
      pass: troubles.length === 0,
      message: () =>
        troubles.length === 0
          ? `${countOf(count, "WebSocket")} opened, and nothing is wrong with ${count === 1 ? "it" : "them"}.`
          : `${countOf(troubles.length, "finding")} in ${countOf(count, "WebSocket")}:\n\n${troubles.map(tellFinding).join("\n\n")}`,
    };
  },

  /** A socket of the page was closed like that, or is within the time. */
  async toHaveSocketClosed(
    target: Page | BrowserContext,
    wanted: ClosedOptions = {},
  ): Promise<Result> {
    const until = Date.now() + (wanted.timeout ?? this.timeout ?? 5_000);
    const find = async () => {
      const all = (await recordsOf(target)).flatMap(({ session }) => [
        ...session.connections.values(),
      ]);
      const about = all.filter(({ url }) => isLike(url, wanted.url));
      return { about, found: about.filter((one) => isClosedLike(one, wanted)) };
    };
    const { about, found } = await poll(
      find,
      (got) => got.found.length > 0 !== this.isNot,
      this.isNot ? 0 : until,
    );
    return {
      name: "toHaveSocketClosed",
      pass: found.length > 0,
      message: () =>
        `${tellWanted(wanted)}\n${about.length === 0 ? "No socket with that address was opened." : tellConnections(about)}`,
    };
  },

  /** Each endpoint that lost a connection, other than by the page's own will, was open again in so many ms. */
  async toRecoverWithin(
    target: Page | BrowserContext,
    ms: number,
    { url }: RecoverOptions = {},
  ): Promise<Result> {
    const find = async () => {
      const records = await recordsOf(target);
      return records.flatMap(({ session }) => recoveriesOf([...session.connections.values()], url));
    };
    // A loss that is yet to come, or to be heard of, is waited for as long as `expect` waits.
    const until = Date.now() + Math.max(ms, this.timeout ?? 5_000) + PAUSE_MS;
    const isDecided = (all: Recovery[]) =>
      all.length > 0 &&
      all.every(({ lostAt, openAt }) => openAt !== null || Date.now() > lostAt + ms);
    const all = await poll(find, isDecided, until);
    const late = all.filter(({ lostAt, openAt }) => openAt === null || openAt - lostAt > ms);
    const name = "toRecoverWithin";
    if (all.length === 0) {
      return {
        name,
        pass: this.isNot,
        message: () => "No connection was lost: there was nothing to recover from.",
      };
    }
    return {
      name,
      pass: late.length === 0,
      message: () => `To be open again within ${formatDuration(ms)}:\n${tellRecoveries(all)}`,
    };
  },
});

async function recordsOf(target: Page | BrowserContext): Promise<PageRecord[]> {
  const isPage = "mainFrame" in target;
  const recorder = await recorderOf(isPage ? target.context() : target);
  if (!recorder) {
    throw new Error(
      'The sockets of this page are not recorded: take "test" from stormglass/playwright, or call recordWebSockets(context) before the page goes anywhere.',
    );
  }
  await recorder.flush();
  return isPage ? [recorder.of(target)] : recorder.pages();
}

/** Asks again until it is as it should be, or the time is over. */
async function poll<T>(
  ask: () => Promise<T>,
  isGood: (got: T) => boolean,
  until: number,
): Promise<T> {
  for (;;) {
    const got = await ask();
    if (isGood(got) || Date.now() >= until) return got;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const isLike = (text: string, wanted: string | RegExp | undefined): boolean =>
  wanted === undefined ||
  (typeof wanted === "string"
    ? text.includes(wanted)
    : // Unlike `test`, it keeps no place from one text to the next.
      text.search(wanted) !== -1);

const isClosedLike = ({ end }: Connection, { code, reason, wasClean }: ClosedOptions): boolean =>
  end !== null &&
  (code === undefined || end.code === code) &&
  (wasClean === undefined || end.wasClean === wasClean) &&
  isLike(end.reason, reason);

function recoveriesOf(
  connections: readonly Connection[],
  url: string | RegExp | undefined,
): Recovery[] {
  const ordered = connections
    .filter((one) => isLike(one.url, url))
    .sort((a, b) => a.createdAt - b.createdAt);
  return ordered.flatMap((lost) => {
    const { end, open, endpoint } = lost;
    if (!end || !open || isOwnWill(lost)) return [];
    const next = ordered.find(
      (one) => one.endpoint === endpoint && one !== lost && (one.open?.at ?? 0) >= end.at,
    );
    return [{ endpoint, lostAt: end.at, openAt: next?.open?.at ?? null }];
  });
}

/** The page said that it closes, or went away. */
const isOwnWill = ({ end, closing }: Connection): boolean =>
  end?.by === "page-gone" ||
  end?.by === "unwatched" ||
  (closing !== null && closing.at <= (end?.at ?? 0));

function tellWanted({ url, code, reason, wasClean }: ClosedOptions): string {
  const parts = [
    url === undefined ? "" : ` to ${url}`,
    " closed",
    code === undefined ? "" : ` with ${code}`,
    reason === undefined ? "" : `, reason ${reason}`,
    wasClean === undefined ? "" : wasClean ? ", cleanly" : ", not cleanly",
  ];
  return `Expected a socket${parts.join("")}. Those of the page:`;
}
