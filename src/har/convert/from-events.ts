import { HarError } from "../har-error.ts";
import { isObject, objectAt } from "../shape.ts";
import { EVENTS_VERSION } from "./to-events.ts";

/** Whether a text begins like the lines that `eventsOf` writes. */
export const isEvents = (start: string): boolean => /^\ufeff?\s*\{"event":"session"/.test(start);

/** The HAR that lines of events were made of, in parts; fails where a line is missing or damaged. */
export function* harOfEvents(text: string): Generator<string> {
  const lines = linesIn(text);
  const { log, place: first } = openLog(lines.next().value);
  const { before, after } = around(log, "entries", first);
  yield `{"log":${before}[`;
  const count = { connections: 0, messages: 0, requests: 0 };
  let tail: string | null = null;
  let comma = "";
  let entryComma = "";
  for (const { place, value } of lines) {
    switch (value.event) {
      case "connection":
      case "request": {
        if (tail !== null) yield tail;
        const entry = objectAt(value.entry, `${place}.entry`);
        count[value.event === "request" ? "requests" : "connections"]++;
        const name = typeof value.messagesIn === "string" ? value.messagesIn : null;
        const parts = name === null ? null : around(entry, name, `${place}.entry`);
        yield entryComma + (parts ? `${parts.before}[` : JSON.stringify(entry));
        tail = parts ? `]${parts.after}` : "";
        entryComma = ",\n";
        comma = "";
        break;
      }
      case "message":
        if (!tail) throw new HarError(place, "is a message that follows no connection");
        count.messages++;
        yield comma + JSON.stringify(value.message ?? null);
        comma = ",\n";
        break;
      case "end": {
        for (const [name, found] of Object.entries(count)) {
          if (value[name] === found) continue;
          throw new HarError(place, `counts ${value[name]} ${name}, and ${found} came before it`);
        }
        yield `${tail ?? ""}]${after}}`;
        const more = lines.next();
        if (!more.done) throw new HarError(more.value.place, "follows the end");
        return;
      }
      default:
        throw new HarError(`${place}.event`, "is none that is known");
    }
  }
  throw new HarError("the file", "was cut off: the line that ends it is missing");
}

type Line = { place: string; value: Record<string, unknown> };

function openLog(line: Line | undefined) {
  if (line?.value.event !== "session") {
    throw new HarError("line 1", "does not begin a session: these are no lines of events");
  }
  const { place, value } = line;
  if (value.stormglass !== EVENTS_VERSION) {
    throw new HarError(`${place}.stormglass`, `is not ${EVENTS_VERSION}: another version wrote it`);
  }
  return { log: objectAt(value.log, `${place}.log`), place: `${place}.log` };
}

/** An object as JSON, divided where one of its members stands. */
function around(object: Record<string, unknown>, name: string, place: string) {
  if (object[name] !== null) throw new HarError(`${place}.${name}`, "is not null");
  let before = "";
  let after = "";
  let seen = false;
  for (const [key, value] of Object.entries(object)) {
    const member = `${JSON.stringify(key)}:`;
    if (key === name) {
      before += `${before === "" ? "{" : ","}${member}`;
      seen = true;
    } else if (seen) after += `,${member}${JSON.stringify(value)}`;
    else before += `${before === "" ? "{" : ","}${member}${JSON.stringify(value)}`;
  }
  return { before, after: `${after}}` };
}

function* linesIn(text: string): Generator<Line, undefined> {
  let number = 0;
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    number++;
    const json = text.slice(from, end);
    from = end + 1;
    if (json.trim() !== "") yield { place: `line ${number}`, value: parseLine(json, number) };
  }
  return undefined;
}

function parseLine(json: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new HarError(`line ${number}`, "is not JSON: it was cut off or changed");
  }
  if (!isObject(value)) throw new HarError(`line ${number}`, "is not an object");
  return value;
}
