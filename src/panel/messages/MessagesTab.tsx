import { useMemo } from "preact/hooks";
import type { Connection, Session } from "../../session/session.ts";
import { matchesConnection } from "../filter/filter.ts";
import type { FindingsOf } from "../filter/findings-of.ts";
import type { Find } from "../find/find-model.ts";
import type { Model, Selection } from "../model/model.ts";
import { isWithin } from "../model/within-range.ts";
import { Messages } from "./Messages.tsx";

type Props = {
  model: Model;
  find: Find;
  session: Session;
  /** One connection, or a whole series, oldest first. */
  connections: readonly Connection[];
  series: string | null;
  /** It may name the message to show first. */
  selection: Selection;
  findingsOf: FindingsOf;
  onCopy(text: string, said?: string): void;
};

/** The messages of what is selected, with all that the list needs from the model. */
export function MessagesTab(props: Props) {
  const { model, find, session, connections, series, selection, findingsOf, onCopy } = props;
  const filter = model.filter.filter.value;
  const range = model.range.value;
  const shown = useMemo(
    () =>
      series === null
        ? connections
        : connections.filter(
            (connection) =>
              isWithin(connection, range) &&
              matchesConnection(filter, connection, findingsOf(connection)),
          ),
    [series, filter, range, findingsOf, ...connections],
  );
  const startAt = useMemo(() => {
    if (selection.kind !== "connection") return null;
    const { id: connectionId, seq, at } = selection;
    if (seq !== undefined) return { connectionId, seq };
    return at === undefined ? null : { connectionId, at };
  }, [selection]);
  const file = model.file.value;
  const isStored = file !== null || session.mode === "record";
  const seen = connections.reduce((sum, { send, receive }) => sum + send.count + receive.count, 0);
  return (
    <Messages
      connections={shown}
      isSeries={series !== null}
      label={series ?? `Messages of connection ${connections[0]?.ordinal ?? ""}`}
      listKey={series ?? connections[0]?.id ?? ""}
      store={file?.store ?? model.store.value}
      tabId={session.tabId}
      allFed={file !== null || model.storage.value.place !== "disk"}
      // What is only watched reaches no store; then the counts say that there is more.
      storedTick={isStored ? model.storedTick.value : seen}
      dropped={session.dropped}
      range={model.messageRange.value}
      clearedAt={session.clearedAt}
      nowMs={model.shownNowMs.value}
      startAt={startAt}
      filter={model.filter}
      find={find}
      findingsOf={findingsOf}
      onRange={(span) => {
        model.range.value = span;
      }}
      onCopy={onCopy}
    />
  );
}
