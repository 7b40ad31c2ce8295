import type { FromRows, ToRows } from "../../protocol/rows-message.ts";
import type { ConnectionId } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import type { StoreReader } from "../../store/store.ts";
import { createMemoryStore } from "../rows/memory-store.ts";
import { createRemoteRows, type RowPort } from "../rows/remote-rows.ts";
import type { FromReader, Sight, ToReader } from "./opening-protocol.ts";
import { removeScratch } from "./scratch-folder.ts";

export type Reading = Sight & {
  store: StoreReader;
  /** Resolves to the notes of the whole file once all its messages are in the store, or it was closed. */
  whole: Promise<readonly string[]>;
  /** Nothing can be read of it afterwards. */
  close(): void;
};

/** Each from 0 to 1. */
export type Heard = {
  /** Of what is read before there is something to be seen. */
  onShare(share: number): void;
  /** Of the messages that are found after that. */
  onFilled(share: number): void;
};

/**
 * Resolves as soon as there is something to be seen; large files of ours have their messages found
 * afterwards. Rejects with the place and what is wrong there, or with the reason of `signal`, at
 * once: the worker goes, and all that it holds.
 */
export function readInWorker(
  file: File,
  beside: readonly File[],
  { onShare, onFilled }: Heard,
  signal: AbortSignal,
): Promise<Reading> {
  const worker = new Worker(new URL("./opening.worker.ts", import.meta.url), {
    type: "module",
    name: "file",
  });
  const say = (message: ToReader) => worker.postMessage(message);
  const rows = new Map<ConnectionId, StoredRow[]>();
  const answers = new Set<(answer: FromRows<StoredRow>) => void>();
  const goings = new Set<() => void>();
  const whole = awaited<readonly string[]>();
  const copyName = crypto.randomUUID();
  let isOver = false;

  const end = () => {
    isOver = true;
    worker.terminate();
    void removeScratch(copyName);
    for (const going of goings) going();
  };
  const askLater = () => {
    const gone = "the file was closed";
    const connect = (): RowPort => {
      if (isOver) throw new Error(gone);
      return {
        // Whoever asks by this port asks so.
        postMessage: (asked) => say({ kind: "ask", asked: asked as ToRows }),
        onMessage: { addListener: (listener) => answers.add(listener) },
        onDisconnect: { addListener: (listener) => goings.add(() => listener(undefined)) },
      };
    };
    return createRemoteRows(connect, gone);
  };

  const reading = new Promise<Reading>((resolve, reject) => {
    const fail = (error: unknown) => {
      end();
      reject(error);
      whole.reject(error);
    };
    // Our own file, in a worker that only we have.
    worker.addEventListener("message", ({ data }: MessageEvent<FromReader>) => {
      switch (data.kind) {
        case "share":
          onShare(data.share);
          break;
        case "rows": {
          const known = rows.get(data.connectionId);
          if (known) known.push(...data.rows);
          else rows.set(data.connectionId, data.rows);
          onShare(data.share);
          break;
        }
        case "read":
          end();
          whole.resolve(data.notes);
          resolve({ ...data, store: createMemoryStore(rows), whole: whole.promise, close: end });
          break;
        case "sight": {
          const close = () => {
            end();
            whole.resolve(data.notes);
          };
          resolve({ ...data, store: askLater(), whole: whole.promise, close });
          break;
        }
        case "filled":
          onFilled(data.share);
          break;
        case "whole":
          whole.resolve(data.notes);
          break;
        case "answer":
          for (const hear of answers) hear(data.answer);
          break;
        case "failed":
          fail(new Error(data.message));
          break;
        default:
          data satisfies never;
      }
    });
    const giveUp = () => fail(signal.reason);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    worker.addEventListener("error", () =>
      fail(new Error("the reader stopped; the file may be too large for this browser's memory")),
    );
  });
  say({ kind: "open", file, beside, copyName });
  return reading;
}

/** To be told elsewhere than where it is awaited. Nobody has to hear that it failed. */
function awaited<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
