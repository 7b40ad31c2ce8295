import type { Connection } from "../../session/session.ts";
import {
  CODE_NAMES,
  COPIED_MASKED,
  type CodeKind,
  copyAsCode,
  lacksSecrets,
} from "../copy/copy-as-code.ts";
import { helpersInWords } from "../model/folds/helper-folds.ts";
import type { ListRow } from "../model/list-rows.ts";
import type { Model } from "../model/model.ts";
import type { MenuItem, MenuItems } from "../ui/menus/context-menu.ts";
import { type Commands, createItems } from "./menu-items.ts";

/** What can be done with a row of the list of connections. */
export function rowMenu(row: ListRow, model: Model, actions: Commands): MenuItems {
  const items = createItems(model, actions);
  if (row.kind === "connection") return connectionMenu(row.connection, model, actions);
  const fold: MenuItem = {
    label: row.expanded ? "Fold" : "Unfold",
    run: () => actions.fold(row, row.expanded),
  };
  switch (row.kind) {
    case "group": {
      const { endpoint, id } = row.group;
      return [
        [{ label: "Show messages", run: () => actions.showMessages(id, []) }, fold],
        [
          items.copy("Copy address", () => endpoint),
          items.exportOnly("this endpoint", () =>
            // Without what a filter leaves out of the list.
            (model.groups.peek().find((group) => group.id === id) ?? row.group).connections.map(
              (connection) => connection.id,
            ),
          ),
        ],
        items.ofEndpoint(endpoint),
      ];
    }
    case "attempts": {
      const { title, connections } = row.attempts;
      const from = Math.min(...connections.map(({ createdAt }) => createdAt));
      const to = Math.max(...connections.map(({ end }) => end?.at ?? model.shownNowMs.peek()));
      return [
        [
          {
            label: "Show messages",
            run: () => {
              actions.selectRow(row);
              model.tab.value = "messages";
            },
          },
          fold,
          items.onTimeline({ from, to }),
          items.onlyTime({ from, to }),
        ],
        [items.copy("Copy", () => title)],
      ];
    }
    case "helpers":
      return [[fold], [items.copy("Copy", () => helpersInWords(row.count))]];
  }
}

export function connectionMenu(connection: Connection, model: Model, actions: Commands): MenuItems {
  const items = createItems(model, actions);
  const { url, endpoint, end, createdAt, id } = connection;
  const life = { from: createdAt, to: end?.at ?? model.shownNowMs.peek() };
  return [
    [
      { label: "Show messages", run: () => actions.openTab(id, "messages") },
      ...(end
        ? [
            {
              label: "Show the last messages before its end",
              run: () => actions.selectConnection(id, { at: end.at }),
            },
          ]
        : []),
      { label: "Show handshake", run: () => actions.openTab(id, "handshake") },
      items.onTimeline(life),
      items.onlyTime(life),
    ],
    [
      items.copy("Copy address", () => url),
      items.copyMarkdown({ kind: "connection", id }),
      items.exportOnly("this connection", () => [id]),
      ...(Object.keys(CODE_NAMES) as CodeKind[]).map((kind) =>
        items.copy(
          `Copy as ${CODE_NAMES[kind]}`,
          () => copyAsCode(kind, connection, null, false),
          () => (lacksSecrets(connection, null) ? COPIED_MASKED : undefined),
        ),
      ),
    ],
    [...items.ofEndpoint(endpoint), ...items.ofCode(end?.code)],
  ];
}
