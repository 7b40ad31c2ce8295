/** What a terminal showed of wscat or websocat, where each line begins with its time. */
import { isoTime } from "../../words/iso-time.ts";
import { countOf } from "../../words/words.ts";
import { HarError } from "../har-error.ts";
import { JsonPart } from "../json-part.ts";
import { OPCODE_CLOSE, OPCODE_TEXT } from "../messages.ts";
import type { Log } from "../read-log.ts";
import { eachLine } from "./each-line.ts";
import { NO_ADDRESS } from "./no-address.ts";
import { errorOf, isTelling, readSaid, type Said, seenOf } from "./transcript-lines.ts";
import { readStamp } from "./transcript-time.ts";

/** So far into a file its kind is looked for. */
const SIGN_CHARACTERS = 16_384;

export const isTranscript = (text: string): boolean => isSpoken(text) || isStamped(text);

function isSpoken(text: string): boolean {
  for (const { text: line } of eachLine(text.slice(0, SIGN_CHARACTERS))) {
    const said = readSaid(seenOf(readStamp(line)?.rest ?? line));
    if (said.is === "command" || isTelling(said)) return true;
  }
  return false;
}

/** websocat's `timestamp:` puts the time before each message that came, and writes nothing else. */
const STAMPED = /^\d{10}\.\d{1,9} (?! *\d+ [\d.:a-f]+ )\S/;
const LINES_LOOKED_AT = 20;

function isStamped(text: string): boolean {
  let lines = 0;
  for (const line of eachLine(text.slice(0, SIGN_CHARACTERS))) {
    if (!STAMPED.test(line.text)) return false;
    if (++lines === LINES_LOOKED_AT) break;
  }
  return lines > 0;
}

type Told = { type: string; time: number; opcode?: number; data?: string; code?: number };
type Entry = {
  line: number;
  startSeconds: number;
  lastSeconds: number;
  isDated: boolean;
  url: string;
  opened: boolean;
  ended: boolean;
  failed: ReturnType<typeof errorOf>;
  messages: Told[];
};

export function readTranscript(text: string): Log {
  const entries: Entry[] = [];
  const notes: string[] = [];
  let url: string | null = null;
  let current: Entry | null = null;
  let timeless = 0;
  let logged = false;
  const onlyMessages = !isSpoken(text);
  for (const { number, text: line } of eachLine(text)) {
    // What erases a line of the terminal stands behind the time, which is no part of that.
    const stamp = readStamp(line);
    const seen = seenOf(stamp?.rest ?? line);
    const said: Said =
      onlyMessages && stamp
        ? { is: "message", direction: "receive", text: stamp.rest }
        : readSaid(seen);
    if (said.is === "nothing") continue;
    if (said.is === "command") {
      url = said.url;
      continue;
    }
    if (!stamp) {
      if (isTelling(said)) throw new HarError(`line ${number}`, TIMELESS);
      timeless++;
      continue;
    }
    if (!current || current.ended || said.is === "open") {
      // What was typed while nothing was open went nowhere.
      if (said.is === "message" && current) continue;
      current = beginEntry(number, stamp, url ?? addressIn(seen));
      entries.push(current);
    }
    const time = stamp.seconds;
    current.lastSeconds = Math.max(current.lastSeconds, time);
    const { messages } = current;
    if (said.is === "open") {
      current.opened = true;
      messages.push({ type: "open", time });
    } else if (said.is === "message") {
      // Whatever came or went before the first line did so on an open connection.
      current.opened = true;
      logged ||= said.logged === true;
      messages.push({ type: said.direction, time, opcode: OPCODE_TEXT, data: said.text });
    } else if (said.is === "close") {
      current.ended = true;
      const code = said.code === null ? {} : { code: said.code };
      messages.push({ type: "receive", time, opcode: OPCODE_CLOSE, data: said.reason, ...code });
    } else if (current.opened) {
      messages.push({ type: "error", time, data: said.text });
    } else {
      current.failed = errorOf(said.text) ?? { status: 0, error: said.text };
      current.ended = true;
    }
  }
  if (timeless > 0) {
    notes.push(
      `${countOf(timeless, "line")} without a time ${timeless === 1 ? "was" : "were"} left out.`,
    );
  }
  if (logged) {
    notes.push(
      "READ is taken for what the server sent, as it is where log: stands before the WebSocket's address.",
    );
  }
  if (onlyMessages) {
    notes.push("Only what came is in the file: what was sent, and how it ended, is not.");
  }
  if (entries.some((entry) => entry.url === NO_ADDRESS)) {
    notes.push("The transcript does not show the command, so the address is not known.");
  }
  return {
    log: { version: "1.2", creator: { name: "wscat or websocat", version: "" } },
    entries: entries.map((entry) => new JsonPart(JSON.stringify(toEntry(entry)))),
    placeOf: (index) => `line ${entries[index]?.line}`,
    clientOf: (index) => `run ${index + 1}`,
    notes,
  };
}

const TIMELESS =
  "has no time, as wscat and websocat write none: let each line begin with it (script -qfc 'wscat -c wss://…' | ts '%FT%.T')";

const addressIn = (seen: string): string => {
  const [, host] = /\bconnect E[A-Z]+ ([\w.:[\]-]{1,255}:\d{1,5})$/.exec(seen) ?? [];
  return host === undefined ? NO_ADDRESS : `ws://${host}/`;
};

const beginEntry = (
  line: number,
  { seconds, isDated }: { seconds: number; isDated: boolean },
  url: string,
): Entry => ({
  line,
  startSeconds: seconds,
  lastSeconds: seconds,
  isDated,
  url,
  opened: false,
  ended: false,
  failed: null,
  messages: [],
});

function toEntry({ url, opened, failed, messages, isDated, startSeconds, lastSeconds }: Entry) {
  return {
    // Where the day is not known, only what lies between the lines is.
    startedDateTime: isoTime(isDated ? startSeconds * 1000 : 0),
    time: (lastSeconds - startSeconds) * 1000,
    _resourceType: "websocket",
    request: { method: "GET", url, headers: [] },
    response: {
      status: opened ? 101 : (failed?.status ?? 0),
      headers: [],
      ...(failed?.error ? { _error: failed.error } : {}),
    },
    _webSocketMessages: messages,
  };
}
