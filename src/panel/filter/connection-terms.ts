/** The names that choose connections, what each may say, and what it means. */
import { FINDING_IDS } from "../../analysis/findings.ts";
import type { Connection } from "../../session/session.ts";
import { FilterError } from "./filter-error.ts";
import type { KnownFinding } from "./findings-of.ts";
import { readCode, readRange } from "./ranges.ts";
import type { Value } from "./read-terms.ts";
import { matchText } from "./text-match.ts";
import type { TestText } from "./text-verdicts.ts";

type Matches = (connection: Connection, findings: readonly KnownFinding[]) => boolean;
/** One value of a term; an unknown one throws a `FilterError` with its place. */
type ReadValue = (value: Value, test: TestText) => Matches;

export const CONNECTION_TERMS: Readonly<Record<string, ReadValue>> = {
  url: (value, test) => {
    const matches = matchText(value, test);
    return ({ url }) => matches(url);
  },
  protocol: (value, test) => {
    const matches = matchText(value, test);
    return ({ open, protocols }) =>
      open ? matches(open.protocol) : (protocols ?? []).some(matches);
  },
  close: (value) => {
    const word = CLOSE_WORDS.get(value.text);
    if (word) return word;
    const expected = "a close code: write 1006, 4xxx, >=4000, 1000..1015, clean, unclean or none";
    const range = readRange(value, readCode, expected);
    return ({ end }) => typeof end?.code === "number" && range.includes(end.code);
  },
  state: (value) => STATES.get(value.text) ?? refuse(value, "a state", STATE_NAMES),
  finding: (value, test) => {
    const { text } = value;
    if (text === "any") return (_, findings) => findings.length > 0;
    if (text === "none") return (_, findings) => findings.length === 0;
    if (SEVERITIES.includes(text)) {
      return (_, findings) => findings.some(({ severity }) => severity === text);
    }
    const ids = FINDING_IDS.filter((id) => id.includes(text.toLowerCase()));
    if (ids.length === 0 && !value.regex) {
      throw new FilterError(`No finding has “${text}” in its name.`, value);
    }
    const matches = matchText(value, test);
    return (_, findings) => findings.some(({ id }) => matches(id));
  },
  frame: (value) => {
    const { text } = value;
    if (text === "top") return ({ frameId, pageWorker }) => frameId === 0 && !pageWorker;
    if (text === "iframe") return ({ frameId, pageWorker }) => frameId !== 0 && !pageWorker;
    if (text === "worker") return ({ pageWorker }) => pageWorker;
    if (!/^\d+$/.test(text)) refuse(value, "a frame", ["top", "iframe", "worker"], "its number");
    return ({ frameId, pageWorker }) => frameId === Number(text) && !pageWorker;
  },
};

/** What `is:` says of connections; its other words are about messages. */
export const CONNECTION_QUALITIES: Readonly<Record<string, Matches>> = {
  /** Of what is over, nobody is in trouble any more. */
  trouble: (_, findings) =>
    findings.some(({ severity, isOver }) => severity !== "info" && isOver !== true),
};

/** `is:error`, of a connection: whatever was said on it, it was an error itself. */
export const isErrorItself: Matches = ({ end, open }, findings) =>
  (end !== null && open === null) || findings.some(({ severity }) => severity === "error");

const CLOSE_WORDS = new Map<string, Matches>([
  ["none", ({ end }) => end?.code === undefined || end.code === null],
  ["clean", ({ end }) => end?.wasClean === true],
  ["unclean", ({ end }) => end?.wasClean === false],
]);

const STATES = new Map<string, Matches>([
  ["connecting", ({ state, end }) => state === "connecting" && !end],
  ["open", ({ state, end }) => state === "open" && !end],
  ["closing", ({ state, end }) => state === "closing" && !end],
  ["closed", ({ end, open }) => end !== null && open !== null],
  ["failed", ({ end, open }) => end !== null && open === null],
]);

export const SEVERITIES = ["error", "warning", "info"];
export const STATE_NAMES = [...STATES.keys()];
export const CLOSE_NAMES = [...CLOSE_WORDS.keys()];
export const FRAME_NAMES = ["top", "iframe", "worker"];

/** Says which words would have been right. */
export function refuse(value: Value, what: string, words: readonly string[], other = ""): never {
  const known = other ? `${words.join(", ")}, or ${other}` : words.join(", ");
  throw new FilterError(`“${value.text}” is not ${what}. Write one of: ${known}.`, value);
}
