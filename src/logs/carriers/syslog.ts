/** Syslog, as rsyslog writes it into files and as it goes over the wire. */

/** RFC 3164, with an ISO time where it is so configured. */
const OLD =
  /^(?:<\d{1,3}>)?(?:\d )?([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:?\d{2})?) (\S{1,255}) ([\w./-]{1,64})(?:\[\d{1,10}\])?: /;
/** RFC 5424: host, application, process and kind of the message, then data with names, or "-". */
const NEW =
  /^<\d{1,3}>1 (\d{4}-\d{2}-\d{2}T[\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})|-) \S{1,255} \S{1,48} \S{1,128} \S{1,32} /;

/** What stands behind its head, and the time in it; null: it is none. */
export function unwrapSyslog(text: string): { text: string; stamp: string } | null {
  if (text.startsWith("<")) {
    const found = NEW.exec(text);
    if (found) return { text: afterData(text, found[0].length), stamp: found[1] ?? "" };
  }
  const old = OLD.exec(text);
  return old && { text: text.slice(old[0].length), stamp: old[1] ?? "" };
}

/** Past `[id name="value"]…`, in whose values `\` keeps a quote, a bracket or itself. */
function afterData(text: string, from: number): string {
  let at = from;
  if (text[at] === "-") at++;
  let isQuoted = false;
  let isWithin = false;
  for (; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted && sign === "\\") at++;
    else if (sign === '"' && isWithin) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === "[") isWithin = true;
    else if (sign === "]") isWithin = false;
    else if (!isWithin) break;
  }
  return text.slice(at).replace(/^ ?\ufeff?/, "");
}
