import { CODE_NAMES, type CodeKind, copyAsCode } from "../copy/copy-as-code.ts";
import { endpointTerm, withTerm } from "../filter/edit-filter.ts";
import type { PanelActions } from "../model/actions.ts";
import type { ListRow } from "../model/list-rows.ts";
import type { Model } from "../model/model.ts";
import type { MenuItem, MenuItems } from "../ui/menus/context-menu.ts";

/** What can be done with a row of the list of connections. */
export function rowMenu(row: ListRow, model: Model, actions: PanelActions): MenuItems {
  const { filter } = model;
  const addTerm = (label: string, term: string): MenuItem => ({
    label,
    run: () => {
      const opposite = term.startsWith("-") ? term.slice(1) : `-${term}`;
      filter.text.value = withTerm(filter.filter.peek(), term, true, [opposite]);
    },
  });
  const ofEndpoint = (endpoint: string): MenuItem[] => [
    addTerm("Show this endpoint only", endpointTerm(endpoint)),
    addTerm("Hide this endpoint", `-${endpointTerm(endpoint)}`),
  ];
  const copy = (label: string, text: () => string): MenuItem => ({
    label,
    run: () => void actions.copy(text()),
  });
  if (row.kind === "group") {
    const { endpoint, id } = row.group;
    return [
      [
        { label: "Show messages", run: () => actions.showMessages(id, []) },
        {
          label: row.expanded ? "Fold" : "Unfold",
          run: () => actions.fold(row, row.expanded),
        },
      ],
      [copy("Copy address", () => endpoint)],
      ofEndpoint(endpoint),
    ];
  }
  if (row.kind !== "connection") return [];
  const { connection } = row;
  const { url, endpoint, end, createdAt, id } = connection;
  const code = end?.code ?? null;
  return [
    [
      { label: "Show messages", run: () => actions.openTab(id, "messages") },
      { label: "Show handshake", run: () => actions.openTab(id, "handshake") },
      {
        label: "Show only its time",
        run: () => {
          model.range.value = { from: createdAt, to: end?.at ?? model.shownNowMs.peek() };
        },
      },
    ],
    [
      copy("Copy address", () => url),
      ...(Object.keys(CODE_NAMES) as CodeKind[]).map((kind) =>
        copy(`Copy as ${CODE_NAMES[kind]}`, () => copyAsCode(kind, connection, null, false)),
      ),
    ],
    [
      ...ofEndpoint(endpoint),
      ...(code === null
        ? []
        : [
            addTerm(`Show close code ${code} only`, `close:${code}`),
            addTerm(`Hide close code ${code}`, `-close:${code}`),
          ]),
    ],
  ];
}
