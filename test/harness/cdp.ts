import { WebSocket } from "ws";

type Params = Record<string, unknown>;
type Answer = { id?: number; method?: string; params?: Params; result?: unknown; error?: Params };

export type TargetInfo = { targetId: string; type: string; url: string; parentId?: string };

/**
 * The browser's own DevTools protocol, for what Playwright has no words for: DevTools windows,
 * toolbar buttons, and downloads that begin where Playwright sees no page.
 */
export type Cdp = {
  send<Result>(method: string, params?: Params, sessionId?: string): Promise<Result>;
  /** Returns the function that takes the listener off. */
  on(method: string, listener: (params: Params) => void): () => void;
  targets(): Promise<TargetInfo[]>;
  /** The value of an expression in a target, which may be one that Playwright does not list. */
  evaluate<Value>(sessionId: string, expression: string): Promise<Value>;
  close(): void;
};

export async function connectCdp(url: string): Promise<Cdp> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const pending = new Map<number, (answer: Answer) => void>();
  const listeners = new Map<string, Set<(params: Params) => void>>();
  let lastId = 0;

  socket.on("message", (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) {
      pending.get(answer.id)?.(answer);
      pending.delete(answer.id);
    }
    for (const listener of listeners.get(answer.method ?? "") ?? []) listener(answer.params ?? {});
  });
  // A broken connection is followed by "close", which says so to everyone who waits.
  socket.on("error", () => {});
  socket.on("close", () => {
    for (const settle of pending.values()) settle({ error: { message: "the browser is gone" } });
    pending.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });

  const send = <Result>(method: string, params: Params = {}, sessionId?: string) =>
    new Promise<Result>((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) {
        reject(new Error(`${method}: the browser is gone`));
        return;
      }
      const id = ++lastId;
      pending.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${String(error.message)}`));
        else resolve(result as Result);
      });
      socket.send(JSON.stringify({ id, method, params, sessionId }), () => {});
    });

  return {
    send,
    on(method, listener) {
      const known = listeners.get(method) ?? new Set();
      listeners.set(method, known.add(listener));
      return () => known.delete(listener);
    },
    async targets() {
      // Unlike a getTargets without a filter this one names every kind, tabs and iframes too.
      const filter = [{}];
      return (await send<{ targetInfos: TargetInfo[] }>("Target.getTargets", { filter }))
        .targetInfos;
    },
    async evaluate<Value>(sessionId: string, expression: string) {
      const params = { expression, returnByValue: true, awaitPromise: true };
      type Evaluated = { result: { value: Value }; exceptionDetails?: { text: string } };
      const evaluated = await send<Evaluated>("Runtime.evaluate", params, sessionId);
      if (evaluated.exceptionDetails) throw new Error(evaluated.exceptionDetails.text);
      return evaluated.result.value;
    },
    close: () => socket.close(),
  };
}
