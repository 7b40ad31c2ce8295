import { touch } from "./change.ts";
import { forgetConnection } from "./forget-connection.ts";
import { cutSample } from "./sample.ts";
import type { Connection, Sample, Session } from "./session.ts";
import { weighConnection, weighErrors, weighHttp, weighUnmatched } from "./weigh.ts";

/** What goes at once: little enough to keep nearly all that has room, and not one by one. */
const SHARE = 1 / 8;
/** Enough of a sample to tell which protocol it is of. */
const SHORT_SAMPLE = 128;
/** Enough of a frame's address to tell where it is from. */
const SHORT_URL = 256;

/** What can go of a session: how much it takes, and how some of it goes. */
type Part = { bytes: number; thin(): void };

/**
 * Makes a session smaller, where it is largest: the oldest connections that are over are forgotten
 * and counted, what lives keeps the beginning of its samples, what waits or failed goes from the
 * front. Only where nothing of that is left, living ones are forgotten. False where it is empty.
 */
export function thinSession(session: Session): boolean {
  const connections = [...session.connections.values()];
  const live = connections.filter(({ end }) => !end);
  const parts: Part[] = [
    partOfEnded(session, connections),
    partOfSamples(session, live),
    partOfDocuments(session),
    { bytes: weighErrors(session), thin: () => shorten(session.constructorErrors) },
    { bytes: weighHttp(session), thin: () => shorten(session.http) },
    { bytes: weighUnmatched(session), thin: () => shorten(session.unmatchedHandshakes) },
  ];
  const [heaviest] = parts.sort((a, b) => b.bytes - a.bytes);
  if (!heaviest || (heaviest.bytes === 0 && live.length === 0)) return false;
  session.revision++;
  if (heaviest.bytes > 0) heaviest.thin();
  else forget(session, live);
  return true;
}

function partOfEnded(session: Session, connections: readonly Connection[]): Part {
  const over = connections.flatMap((connection) =>
    connection.end ? [{ connection, endedAt: connection.end.at }] : [],
  );
  over.sort((a, b) => a.endedAt - b.endedAt);
  const oldestFirst = over.map(({ connection }) => connection);
  return {
    bytes: oldestFirst.reduce((sum, connection) => sum + weighConnection(connection), 0),
    thin: () => forget(session, oldestFirst),
  };
}

function partOfSamples(session: Session, live: readonly Connection[]): Part {
  const samplesOf = ({ first, last }: Connection) => [...first, ...last];
  const long = live.filter((connection) =>
    samplesOf(connection).some(({ body }) => body.length > SHORT_SAMPLE),
  );
  return {
    bytes: long.flatMap(samplesOf).reduce((sum, { body }) => sum + body.length, 0),
    thin() {
      for (const connection of long.slice(0, shareOf(long))) {
        connection.first = connection.first.map(shortSample);
        connection.last = connection.last.map(shortSample);
        touch(session, connection);
      }
    },
  };
}

const shortSample = (sample: Sample): Sample => ({
  ...sample,
  body: cutSample(sample.body, SHORT_SAMPLE),
});

function partOfDocuments({ documents }: Session): Part {
  const long = [...documents.values()].filter(({ url }) => url.length > SHORT_URL);
  return {
    bytes: long.reduce((sum, { url }) => sum + url.length, 0),
    thin() {
      for (const document of long) document.url = document.url.slice(0, SHORT_URL);
    },
  };
}

/** Counted where they were. */
function forget(session: Session, connections: readonly Connection[]): void {
  for (const connection of connections.slice(0, shareOf(connections))) {
    forgetConnection(session, connection);
  }
}

const shorten = (list: unknown[]): unknown[] => list.splice(0, shareOf(list));

const shareOf = (list: readonly unknown[]): number => Math.ceil(list.length * SHARE);
