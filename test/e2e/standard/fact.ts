/** One thing that the standard says of the API; `run` is carried into the page as text. */
export type Fact = {
  name: string;
  run: () => unknown;
  expected: unknown;
};

/** As `in-page.js` has them. */
declare global {
  /** `ws://127.0.0.1:41234`, of the server that is asked. */
  const server: string;
  function next<E extends Event = Event>(target: EventTarget, type: string): Promise<E>;
  function thrown(run: () => unknown): string | null;
  function opened(path: string, protocols?: string | string[]): Promise<WebSocket>;
  function echoOf(data: unknown, binaryType?: BinaryType): Promise<unknown>;
  function bytesOf(buffer: unknown): number[];
  function lifeOf(socket: WebSocket): Promise<unknown[]>;
  function frameOf(): HTMLIFrameElement & { contentWindow: Window & typeof globalThis };
}
