import { type Body, ROW_CUT } from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { StoredRow } from "../../store/store.ts";
import { textOf } from "../body/body-views.ts";
import {
  CODE_NAMES,
  COPIED_MASKED,
  type CodeKind,
  copyAsCode,
  lacksSecrets,
} from "../copy/copy-as-code.ts";
import { saidBy } from "../copy/said-message.ts";
import { saveBody } from "../copy/save-body.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import type { MenuItem, MenuItems } from "../ui/menus/context-menu.ts";
import type { Span } from "../ui/span.ts";
import type { ListMarker } from "./list-markers.ts";

export type MessageCommands = {
  copy(text: string, said?: string): void;
  /** Shows a time only. */
  showTime(span: Span): void;
  compare(): void;
  /** Adds a term to the filter. */
  filter(term: string): void;
};

/** As much as one wants to see of what led to a message, and what came of it. */
const AROUND_MS = 5_000;

/** What can be done with what happened between messages: the opening, the close, what was not kept. */
export const markerMenu = (
  { title, text, at }: ListMarker,
  commands: Pick<MessageCommands, "copy" | "showTime">,
): MenuItems => [
  [
    { label: "Copy", run: () => commands.copy(markerText({ title, text })) },
    { label: "Copy time", run: () => commands.copy(exactDayTime(at)) },
    aroundItem(at, commands),
  ],
];

export const markerText = ({ title, text }: Pick<ListMarker, "title" | "text">): string =>
  text === "" ? title : `${title} · ${text}`;

const aroundItem = (at: number, { showTime }: Pick<MessageCommands, "showTime">): MenuItem => ({
  label: "Show only the time around it",
  run: () => showTime({ from: at - AROUND_MS, to: at + AROUND_MS }),
});

/** What can be done with a message of the list. */
export function messageMenu(
  row: StoredRow,
  { connection, number }: { connection: Connection; number: number },
  commands: MessageCommands,
): MenuItems {
  const { body, at, sizeBytes, flags } = row;
  const copy = (label: string, text: () => string): MenuItem => ({
    label,
    run: () => commands.copy(text()),
  });
  const said = saidBy(row);
  const isCut = (flags & ROW_CUT) !== 0;
  const ofBody = (kept: Body): MenuItem[] => [
    copy(isCut ? "Copy what was kept" : "Copy message", () => textOf(kept)),
    {
      label: "Save body as a file",
      run: () => saveBody(kept, isCut, `message-${connection.ordinal}-${number}`),
    },
  ];
  return [
    [
      ...(body === null ? [] : ofBody(body)),
      copy("Copy time", () => exactDayTime(at)),
      ...(said
        ? (Object.keys(CODE_NAMES) as CodeKind[]).map((kind) => ({
            label: `Copy as ${CODE_NAMES[kind]}`,
            run: () =>
              commands.copy(
                copyAsCode(kind, connection, said, false),
                lacksSecrets(connection, said) ? COPIED_MASKED : undefined,
              ),
          }))
        : []),
    ],
    [{ label: "Compare with another", run: commands.compare }, aroundItem(at, commands)],
    [
      { label: `Show size ${sizeBytes} B only`, run: () => commands.filter(`size:${sizeBytes}`) },
      { label: `Hide size ${sizeBytes} B`, run: () => commands.filter(`-size:${sizeBytes}`) },
    ],
  ];
}
