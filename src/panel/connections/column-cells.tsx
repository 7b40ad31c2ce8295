import type { ComponentChildren } from "preact";
import { endFigure } from "../../analysis/state-words.ts";
import type { Connection } from "../../session/session.ts";
import { isTrafficKnown } from "../../session/traffic-known.ts";
import { formatBytes, formatCount, formatDuration } from "../../words/words.ts";
import { dayTime } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";
import { COLUMNS, type ColumnId, type ListColumn } from "./list-columns.ts";

/** What a row stands for: one connection, or several of an endpoint, newest first. */
export type CellsOf = {
  connections: readonly Connection[];
  /** How it stands, and how the last of it was lost. */
  state: string;
  lastClose: string;
  nowMs: number;
};

/** "14:02:11 1006 going away"; empty while it goes on. */
export function lastCloseOf(connection: Connection | null | undefined, nowMs: number): string {
  if (!connection?.end) return "";
  const { at, reason } = connection.end;
  return [dayTime(at, nowMs), endFigure(connection), previewText(reason, SHOWN_REASON)]
    .filter((part) => part !== "")
    .join(" ");
}

/** A reason has 123 bytes at most (RFC 6455 §5.5.1); a file may say what it likes. */
const SHOWN_REASON = 123;

const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const WORDS: Record<ColumnId, (of: CellsOf) => string> = {
  state: ({ state }) => state,
  started: ({ connections, nowMs }) =>
    dayTime(most(connections.map(({ createdAt }) => createdAt)), nowMs),
  lasted: ({ connections, nowMs }) =>
    formatDuration(
      most(connections.map(({ createdAt, end }) => Math.max(0, (end?.at ?? nowMs) - createdAt))),
    ),
  messages: ({ connections }) =>
    counted(connections, ({ send, receive }) => send.count + receive.count, formatCount),
  bytes: ({ connections }) =>
    counted(connections, ({ send, receive }) => send.sizeBytes + receive.sizeBytes, formatBytes),
  "last-close": ({ lastClose }) => lastClose,
};

/** Empty for nothing, "?" where it is not known. */
function counted(
  connections: readonly Connection[],
  of: (connection: Connection) => number,
  inWords: (count: number) => string,
): string {
  const all = sum(connections.map(of));
  if (all > 0) return inWords(all);
  return connections.every(isTrafficKnown) ? "" : "?";
}

const HINTS: Partial<Record<ColumnId, string>> = {
  started: "the newest began",
  lasted: "the longest",
  messages: "together",
  bytes: "together",
};

/** The cells of a row, beside its name. */
export function Cells({ columns, of }: { columns: readonly ListColumn[]; of: CellsOf | null }) {
  return (
    <>
      {columns.map(({ id, widthPx }): ComponentChildren => {
        const { title, isNumber } = COLUMNS[id];
        const words = of ? WORDS[id](of) : "";
        const hint = of && of.connections.length > 1 ? HINTS[id] : undefined;
        return (
          <span
            key={id}
            class={`cell quiet${isNumber ? " number" : ""}`}
            style={{ width: `${widthPx}px` }}
            title={words && `${title}${hint ? `, ${hint}` : ""}: ${words}`}
          >
            {words !== "" && id !== "messages" && <span class="spoken">{title}: </span>}
            {words}
            {words !== "" && id === "messages" && <span class="spoken"> messages</span>}
          </span>
        );
      })}
    </>
  );
}
