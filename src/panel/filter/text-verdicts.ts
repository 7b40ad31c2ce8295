/**
 * Whether addresses and names of connections have what an expression of the user's asks for: found
 * by a worker, so that one that does not come to an end costs the panel nothing.
 */
import { signal } from "@preact/signals";

/** False, too, while it is not known. */
export type TestText = (regex: RegExp, text: string) => boolean;

/** Answered with one verdict for each text. */
export type TextQuestion = { source: string; flags: string; texts: string[] };

type TextWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

/** As long as a search through messages has for one step. */
const PATIENCE_MS = 4_000;

const NEVER_ENDS =
  "This filter was stopped: on one of the connections the expression does not come to an end. Repeats within repeats, such as (a+)+, are the usual cause.";

type Asked = { regex: RegExp; texts: string[]; timer: ReturnType<typeof setTimeout> };

export function createTextVerdicts(createWorker: () => TextWorker, patienceMs = PATIENCE_MS) {
  /** For as long as somebody has the expression. */
  const known = new WeakMap<RegExp, Map<string, boolean>>();
  const endless = new WeakSet<RegExp>();
  const wanted = new Map<RegExp, Set<string>>();
  let worker: TextWorker | null = null;
  let asked: Asked | null = null;
  let filters = 0;
  /** The newest filter that asked: what older ones wanted to know is of no use any more. */
  let current = 0;
  let isPlanned = false;
  /** Rises where a text turned out to have what was asked for. */
  const revision = signal(0);
  const problem = signal<string | null>(null);

  const stop = () => {
    clearTimeout(asked?.timer);
    worker?.terminate();
    worker = null;
    asked = null;
  };

  const giveUp = (message: string) => {
    if (asked) {
      endless.add(asked.regex);
      wanted.delete(asked.regex);
    }
    stop();
    problem.value = message;
    ask();
  };

  const hear = (verdicts: boolean[]) => {
    if (!asked) return;
    clearTimeout(asked.timer);
    const { regex, texts } = asked;
    asked = null;
    const of = known.get(regex) ?? new Map<string, boolean>();
    for (const [i, text] of texts.entries()) of.set(text, verdicts[i] === true);
    known.set(regex, of);
    if (verdicts.includes(true)) revision.value++;
    ask();
  };

  const start = (): TextWorker => {
    const started = createWorker();
    // Our own file, in a worker that only we have.
    started.addEventListener("message", ({ data }: MessageEvent) => {
      if (worker === started) hear(data as boolean[]);
    });
    started.addEventListener("error", () => {
      if (worker === started) giveUp("The filter could not be started.");
    });
    return started;
  };

  const ask = () => {
    const [next] = wanted;
    if (asked || !next) return;
    const [regex, { source, flags }, texts] = [next[0], next[0], [...next[1]]];
    wanted.delete(regex);
    worker ??= start();
    asked = { regex, texts, timer: setTimeout(giveUp, patienceMs, NEVER_ENDS) };
    worker.postMessage({ source, flags, texts } satisfies TextQuestion);
  };

  /** Not at once: whoever asks is in the midst of being computed, and asks of many. */
  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      ask();
    });
  };

  const begin = (filter: number) => {
    current = filter;
    wanted.clear();
    if (asked) stop();
  };

  return {
    revision,
    problem,
    /** For one filter: the one before it is given up when this one is first used. */
    createTest(): TestText {
      const filter = ++filters;
      queueMicrotask(() => {
        problem.value = null;
      });
      return (regex, text) => {
        if (filter > current) begin(filter);
        const verdict = known.get(regex)?.get(text);
        if (verdict !== undefined || filter < current || endless.has(regex))
          return verdict ?? false;
        if (asked?.regex === regex && asked.texts.includes(text)) return false;
        const texts = wanted.get(regex);
        if (texts) texts.add(text);
        else wanted.set(regex, new Set([text]));
        plan();
        return false;
      };
    },
  };
}
