import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { StoreReader } from "../../store/store.ts";
import { createScanWorker } from "../scan/scan-worker.ts";
import { createScanner } from "../scan/scanner.ts";
import { createMessageList, type ListInput, type MessageList } from "./message-list.ts";

/** The list, brought up to date whenever what it is made of changes. */
export function useMessageList(
  place: { store: StoreReader | null; tabId: number; allFed: boolean; key: string },
  input: ListInput,
  /** Changes when the store has more. */
  tick: number,
): { list: MessageList; isCounted: boolean; problem: string | null } {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [problem, setProblem] = useState<string | null>(null);
  const [counted, setCounted] = useState<MessageList | null>(null);
  const frame = useRef(0);
  const { store, tabId, allFed, key } = place;

  const scanner = useMemo(() => createScanner(createScanWorker), []);
  useEffect(() => () => scanner.close(), []);
  const list = useMemo(
    () =>
      createMessageList({
        store,
        tabId,
        allFed,
        scanner,
        onChange: () => {
          // A flood of changes is drawn once a frame.
          if (frame.current !== 0) return;
          frame.current = requestAnimationFrame(() => {
            frame.current = 0;
            redraw(0);
          });
        },
        onError: (error) => setProblem(error instanceof Error ? error.message : String(error)),
      }),
    [store, tabId, allFed, key, scanner],
  );
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  useEffect(() => {
    void list.update(input).then(() => setCounted(list));
  }, [list, tick, input.connections, input.filter, input.range, input.clearedAt, input.dropped]);
  return { list, isCounted: counted === list, problem };
}
