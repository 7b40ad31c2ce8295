/** Options of command lines: which of them are passwords differs from program to program. */
import { isHarmless, looksChosen } from "../known/values.ts";
import { kindOf } from "./kinds.ts";
import type { Reading } from "./reading.ts";
import { spacesEnd } from "./spaces.ts";

/** `own`: a password follows the option. `joined`: without a space. `pair`: a user before it. */
type Program = { own?: string; joined?: string; pair?: string[]; between?: string };

/** As their manuals say. */
const PROGRAMS: [names: string, program: Program][] = [
  ["sshpass", { own: "-p", joined: "-p" }],
  ["mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlshow mysqlsh", { joined: "-p" }],
  ["mariadb mariadb-dump mariadb-admin 7z 7za", { joined: "-p" }],
  ["mongo mongosh mongodump mongorestore mongoexport mongoimport", { own: "-p" }],
  ["login rdesktop", { own: "-p" }],
  ["redis-cli valkey-cli", { own: "-a" }],
  ["ldapsearch ldapadd ldapmodify ldapdelete ldappasswd ldapwhoami", { own: "-w" }],
  ["sqlcmd bcp isql mosquitto_pub mosquitto_sub zip unzip ipmitool", { own: "-P" }],
  ["plink pscp psftp putty", { own: "-pw" }],
  ["curl", { pair: ["-u", "-U", "--user", "--proxy-user"] }],
  ["http https xh", { pair: ["-a", "--auth"] }],
  ["smbclient rpcclient", { pair: ["-U", "--user"], between: "%" }],
  ["lftp", { pair: ["-u", "--user"], between: "," }],
];
const PROGRAM_NAMED = new Map(
  PROGRAMS.flatMap(([names, program]) => names.split(" ").map((name) => [name, program] as const)),
);
/** Whatever the program is. */
const PAIRS = new Set(["-u", "--user", "--proxy-user", "--basic-auth"]);

/** So far before an option its program is looked for. */
const MAX_BEFORE = 160;
const MAX_VALUE = 512;

/** An option that is a password, or has one in it; null where it is none. `end`: of its name. */
export function readOption(scan: Reading, at: number, end: number, to: number): number | null {
  const { text } = scan;
  // A negative number, or a dash within a word.
  if (!/^-{1,2}[A-Za-z]/.test(text.slice(at, at + 3)) || !isStart(text, at)) return null;
  const word = text.slice(at, end);
  const { own, joined, pair = [], between = ":" } = programBefore(scan, at) ?? {};
  const short = word.slice(0, 2);
  if (text[end] !== " " || word.length > 2) {
    if (joined === short) return emitPassword(scan, valueAt(scan, at + 2, to), short);
    if (pair.includes(short)) return emitPair(scan, valueAt(scan, at + 2, to), between, short);
  }
  // "--user=ada:…"
  const isAssigned = text[end] === "=";
  if (!isAssigned && text[end] !== " ") return null;
  const value = valueAt(scan, isAssigned ? end + 1 : spacesEnd(text, end, to), to);
  if (own === word) return emitPassword(scan, value, word);
  // "curl -su ada:…": several in one.
  const isPair =
    pair.includes(word) || (/^-[A-Za-z]{2,6}$/.test(word) && pair.includes(`-${word.at(-1)}`));
  if (isPair) return emitPair(scan, value, between, word);
  if (PAIRS.has(word)) return emitPair(scan, value, ":", word);
  // Elsewhere it is a port, a path or a process.
  if (word === "-p") {
    const isPassword = joined !== word && looksChosen(value.text) && !/[/:.]/.test(value.text);
    return isPassword ? emitPassword(scan, value, word) : null;
  }
  const name = word.replace(/^-+/, "");
  const isNamed = !isAssigned && word.startsWith("--") && scan.structure.judge(name) === "secret";
  return isNamed && !value.text.startsWith("-") ? emitPassword(scan, value, name) : null;
}

const isStart = (text: string, at: number): boolean =>
  at === 0 || " \t\n\r\"'`(".includes(text[at - 1] as string);

type Value = { from: number; to: number; text: string };

/** As a shell reads it: up to a space, or to the same quote. */
function valueAt(scan: Reading, at: number, to: number): Value {
  const { text } = scan;
  const quote = text[at];
  if (quote !== "'" && quote !== '"') {
    const end = scan.bareEnd(at, to);
    return { from: at, to: end, text: text.slice(at, Math.min(end, at + MAX_VALUE)) };
  }
  const rest = text.slice(at + 1, Math.min(to, at + 1 + MAX_VALUE));
  const length = rest.indexOf(quote);
  const value = length < 0 ? "" : rest.slice(0, length);
  return { from: at + 1, to: at + 1 + value.length, text: value };
}

function emitPassword(scan: Reading, { from, to, text }: Value, name: string): number | null {
  if (isHarmless(text)) return null;
  return scan.emit(from, to, name.length > 3 ? kindOf(name) : "password", name);
}

function emitPair(
  scan: Reading,
  { from, to, text }: Value,
  between: string,
  name: string,
): number | null {
  const sign = text.indexOf(between);
  const password = text.slice(sign + 1);
  // "-u 1000:1000", "--user node:node": who may read a file.
  const isGroup = text.slice(0, sign) === password || /^\d{1,6}$/.test(password);
  if (sign <= 0 || isGroup || isHarmless(password)) return null;
  return scan.emit(from + sign + 1, to, "password", name);
}

/** The last program of the command up to here whose options are known. */
function programBefore(scan: Reading, at: number): Program | null {
  const { commandFrom, commandTo } = scan;
  // Of the same line only what is new is read.
  const isOn = commandFrom === scan.lineAt && commandTo <= at;
  const from = Math.max(isOn ? commandTo : scan.lineAt, at - MAX_BEFORE);
  if (!isOn) scan.program = "";
  for (const [word] of scan.text.slice(from, at).matchAll(WORD)) {
    const name = word.slice(word.lastIndexOf("/") + 1).toLowerCase();
    if (PROGRAM_NAMED.has(name)) scan.program = name;
    else if (ENDS.test(word)) scan.program = "";
  }
  scan.commandFrom = scan.lineAt;
  scan.commandTo = at;
  return PROGRAM_NAMED.get(scan.program) ?? null;
}

const WORD = /[^\s"'`();|&]{1,64}|[;|&]/g;
const ENDS = /^[;|&]$/;
