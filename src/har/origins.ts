/** What a file of another tool cannot tell, so that nobody waits for it. */

import { NAMED, type Unread } from "./har-error.ts";
import type { ForeignEntry } from "./read-foreign.ts";

const TOOLS: { creator: RegExp; note: string }[] = [
  {
    creator: /^WebInspector/i,
    note: "Chrome DevTools exports no close codes, no close() calls and nothing from before it was opened; how an accepted connection ended can only be guessed from its messages.",
  },
  {
    creator: /playwright/i,
    note: "Playwright exports no close codes, no close() calls, and not whether a connection had closed: one that is listed as open may have. Empty messages are left out; of a failed handshake it keeps the error text.",
  },
  {
    creator: /http ?toolkit/i,
    note: "HTTP Toolkit records between browser and server: it knows the close, but not which page code closed a connection, or whether the page went away.",
  },
  {
    creator: /^mitmproxy flows/i,
    note: "mitmproxy records between browser and server: it knows the close and which side began it, but not which page code closed a connection.",
  },
  {
    creator: /mitmproxy/i,
    note: "mitmproxy leaves the close code out of its HAR files (its own flow files have it), and does not say whether a connection had closed.",
  },
  {
    creator: /^k6\b/i,
    note: "k6 measures: when each socket was opened, for how long it was, and when a message came or went. It tells neither codes, reasons and who closed, nor what was in the messages and how long they were. Each socket is taken for a client of its own, unless k6 was run with --system-tags that include vu and iter.",
  },
  {
    creator: /^wscat or websocat/i,
    note: "A terminal's transcript has the times at which lines were printed, no headers, and bytes only as they were shown; what a person does between two lines is no page's doing.",
  },
  {
    creator: /^charles session/i,
    note: "Charles records between browser and server: it tells neither the close code nor which side closed.",
  },
  {
    creator: /charles/i,
    note: "Charles leaves the messages of WebSockets out of its HAR files: File, Export Session as a JSON session file (.chlsj) has them. It tells no close codes.",
  },
  {
    creator: /proxyman/i,
    note: "Proxyman records between browser and server: it tells neither the close code nor which side closed.",
  },
];

const FIREFOX =
  "Firefox exports no WebSocket messages and no close codes: only the handshakes are known.";
const ANY_OTHER =
  "This file was not written by Stormglass: what its tool did not record (close codes, close() calls, the page's life) is unknown.";

export function describeOrigin(
  origin: { creator: string; ours: boolean },
  foreign: ForeignEntry[],
  { skipped, notBase64, unread }: { skipped: number; notBase64: number; unread: Unread },
): string[] {
  const notes: string[] = [...describeUnread(foreign, unread), ...describeClocks(foreign)];
  if (!origin.ours) {
    const known = TOOLS.find(({ creator }) => creator.test(origin.creator))?.note;
    notes.push(/firefox/i.test(origin.creator) ? FIREFOX : (known ?? ANY_OTHER));
  }
  const elsewhere = foreign.flatMap(({ messagesElsewhere }) => messagesElsewhere ?? []);
  if (elsewhere.length > 0) {
    const named = elsewhere.slice(0, NAMED).map((name) => `“${name}”`);
    const rest = elsewhere.length > NAMED ? " and more" : "";
    notes.push(
      `The messages of ${connections(elsewhere.length)} are in files of their own that were not found (${named.join(", ")}${rest}): open them together with this one, or record with content "embed" to have them inside.`,
    );
  }
  const silent = count(foreign, (entry) => !entry.hasMessages && entry.messagesElsewhere === null);
  if (silent > 0 && !/firefox/i.test(origin.creator)) {
    notes.push(`The file has no messages for ${connections(silent)}: they may have had some.`);
  }
  const controlFrames = foreign.reduce((sum, entry) => sum + entry.controlFrames, 0);
  if (controlFrames > 0) {
    notes.push(
      `${controlFrames} frames that no page sees (pings, pongs, fragments) were left out.`,
    );
  }
  if (notBase64 > 0) {
    notes.push(
      notBase64 === 1
        ? "1 message was not base64: it is listed without its bytes."
        : `${notBase64} messages were not base64: they are listed without their bytes.`,
    );
  }
  if (skipped > 0) {
    const entries =
      skipped === 1
        ? "1 entry is no WebSocket and was"
        : `${skipped} entries are no WebSockets and were`;
    notes.push(`${entries} skipped.`);
  }
  return notes;
}

/** What is damaged costs only itself, and is named. */
function describeUnread(foreign: ForeignEntry[], entries: Unread): string[] {
  const messages: Unread = {
    count: foreign.reduce((sum, { unread }) => sum + unread.count, 0),
    named: foreign.flatMap(({ unread }) => unread.named).slice(0, NAMED),
  };
  const say = ({ count: all, named }: Unread, one: string, several: string): string[] => {
    if (all === 0) return [];
    const rest = all - named.length;
    const places = named.join("; ") + (rest > 0 ? `; and ${rest} more` : "");
    return [`${all} ${all === 1 ? one : several} could not be read, and the rest was: ${places}.`];
  };
  return [...say(entries, "entry", "entries"), ...say(messages, "message", "messages")];
}

function describeClocks(foreign: ForeignEntry[]): string[] {
  const undatable = foreign.filter((entry) => entry.undatable);
  const ownClock = count(foreign, (entry) => entry.ownClock);
  return [
    ...(undatable.length === 0
      ? []
      : [
          `${connections(undatable.length)} had no answer yet, and the file does not say since when (${undatable
            .slice(0, NAMED)
            .map(({ connection }) => connection.url)
            .join(
              ", ",
            )}): pending from before the recording began, ${undatable.length === 1 ? "its times are unknown, and it is" : "their times are unknown, and they are"} not judged.`,
        ]),
    ...(ownClock === 0
      ? []
      : [
          `The messages of ${connections(ownClock)} have times of the tool's own clock: what lies between them is right, the time of day is not known.`,
        ]),
  ];
}

const count = (entries: ForeignEntry[], is: (entry: ForeignEntry) => boolean) =>
  entries.filter(is).length;

const connections = (n: number) => (n === 1 ? "1 connection" : `${n} connections`);
