/** Lines that log in: IRC, IMAP, SMTP, POP3, FTP, Redis, NATS and whatever else speaks in lines. */
import { isHarmless, looksChosen } from "../known/values.ts";

type Range = { from: number; to: number };

const MAX_LINE = 2_048;
const MAX_WORDS = 8;
const COMMANDS = new Set([
  "PASS",
  "AUTH",
  "AUTHENTICATE",
  "OPER",
  "LOGIN",
  "IDENTIFY",
  "HELLO",
  "PRIVMSG",
  "NS",
  "NICKSERV",
  "MSG",
  "CONFIG",
]);
const MECHANISM =
  /^(?:PLAIN|LOGIN|EXTERNAL|ANONYMOUS|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|GSSAPI|NTLM|SCRAM-SHA-\w{1,8}(?:-PLUS)?|ECDSA-NIST256P-CHALLENGE|[+*=])$/i;
const TAG = /^[A-Za-z]{1,4}\d{1,6}$/;

/** The secret words of a line that begins at `at`, if it is such a line. */
export function secretWordsOf(text: string, at: number, to: number): Range[] {
  if (!mayBeCommand(text, at, to)) return [];
  const words = wordsOf(text, at, to);
  const word = (i: number): string => (words[i] ? text.slice(words[i].from, words[i].to) : "");
  // The tag of IMAP, the sender of IRC.
  const isTagged = (TAG.test(word(0)) && COMMANDS.has(word(1))) || /^:\S*!/.test(word(0));
  const first = isTagged ? 1 : 0;
  const command = word(first).replace(/^\//, "").toUpperCase();
  if (!COMMANDS.has(command)) return [];
  const args = words.slice(first + 1);
  const isLoud = word(first) === command;
  const isSecret = (range: Range): boolean => {
    const value = text.slice(range.from, range.to).replace(/^:/, "");
    return !MECHANISM.test(value) && (isLoud ? !isHarmless(value) : looksChosen(value));
  };
  switch (command) {
    case "PASS":
      return isLoud && args.length === 1 && !/[/\\]/.test(word(first + 1))
        ? args.filter(isSecret)
        : [];
    case "AUTHENTICATE":
      return args.length <= 2 ? args.filter(isSecret) : [];
    case "AUTH":
      if (args.length === 0) return bulkStrings(text, words[first], to);
      return args.length <= 3 ? args.filter(isSecret) : [];
    case "OPER":
    case "LOGIN":
      return args.length === 2 ? args.slice(1).filter(isSecret) : [];
    case "HELLO":
      return /^AUTH$/i.test(word(first + 2)) ? args.slice(2, 4).filter(isSecret) : [];
    case "CONFIG":
      return /^(?:requirepass|masterauth)$/i.test(word(first + 2)) ? args.slice(2, 3) : [];
    default: {
      const identify = words.findIndex((_, i) => /^:?(?:IDENTIFY|REGISTER|GHOST)$/i.test(word(i)));
      return identify < 0
        ? []
        : words
            .slice(identify + 1)
            .slice(-2)
            .filter(isSecret);
    }
  }
}

const SPACE = 32;
const LONGEST = 16;

/** Most lines are none, which their first word shows: a command, a tag, or a sender. */
function mayBeCommand(text: string, at: number, to: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 58 || first === 47) return true; // : /
  let end = at;
  while (end < to && end - at <= LONGEST && text.charCodeAt(end) > SPACE) end++;
  if (end - at < 2 || end - at > LONGEST) return false;
  const word = text.slice(at, end);
  return TAG.test(word) || COMMANDS.has(word.toUpperCase());
}

function wordsOf(text: string, at: number, to: number): Range[] {
  const words: Range[] = [];
  const end = Math.min(to, at + MAX_LINE);
  let from = -1;
  for (let i = at; i <= end && words.length < MAX_WORDS; i++) {
    const char = i < end ? text[i] : "\n";
    if (char === " " || char === "\t" || char === "\r" || char === "\n") {
      if (from >= 0) words.push({ from, to: i });
      from = -1;
      if (char === "\n" || char === "\r") break;
    } else if (from < 0) from = i;
  }
  return words;
}

/** Redis: each argument is a line of its own, after one with its length. */
function bulkStrings(text: string, command: Range | undefined, to: number): Range[] {
  const found: Range[] = [];
  let at = command ? text.indexOf("\n", command.to) + 1 : 0;
  while (at > 0 && at < to && found.length < 2 && text[at] === "$") {
    const from = text.indexOf("\n", at) + 1;
    if (from === 0 || from >= to) break;
    const end = Math.min(to, lineEnd(text, from, to));
    found.push({ from, to: end });
    at = text.indexOf("\n", end) + 1;
  }
  return found;
}

export function lineEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to) {
    const code = text.charCodeAt(end);
    if (code === 10 || code === 13 || code === 0) break;
    end++;
  }
  return end;
}
