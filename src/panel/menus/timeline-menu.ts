import { connectionAt } from "../model/connection-at.ts";
import { dropRange } from "../model/drop-range.ts";
import type { Model } from "../model/model.ts";
import { type Card, describeHit, spokenOf } from "../timeline/describe-item.ts";
import type { Hit } from "../timeline/hit.ts";
import type { Item, Lane } from "../timeline/lanes.ts";
import type { TimelineModel } from "../timeline/timeline-model.ts";
import type { MenuItem, MenuItems } from "../ui/menus/context-menu.ts";
import { outageMenu } from "./incident-menu.ts";
import { type Commands, createItems } from "./menu-items.ts";
import { connectionMenu } from "./row-menu.ts";

type Given = { model: Model; actions: Commands; timeline: TimelineModel };

/** As much as one wants to see of what led to a mark, and what came of it. */
const AROUND_MS = 5_000;

/** What can be done with what lies under the pointer, or with what the keyboard stands on. */
export function timelineMenu(hit: Hit | null, at: number, given: Given): MenuItems {
  const { model, actions, timeline } = given;
  const items = createItems(model, actions);
  const view = viewItems(given);
  const copy = (): MenuItem[] => {
    const card: Card | null = describeHit(hit, model.findings.peek(), model.shownNowMs.peek());
    return card ? [items.copy("Copy what is told of it", () => spokenOf(card))] : [];
  };
  switch (hit?.kind) {
    case "item":
      return hit.item.kind === "bar"
        ? [
            items.messagesAt(hit.item.connection.id, at),
            ...connectionMenu(hit.item.connection, model, actions),
            [...copy(), ...view],
          ]
        : [...bandMenu(hit.lane, hit.item, given, at), [...copy(), ...view]];
    case "outage":
      return [...outageMenu(hit.span.outage, at, model, actions), view];
    case "lane":
      return [...laneMenu(hit.lane, given), view];
    case "mark": {
      const { from, to } = hit.mark;
      const around = { from: from - AROUND_MS, to: to + AROUND_MS };
      return [[items.onlyTime(around), ...copy()], view];
    }
    default:
      return [
        [
          {
            label: "Show only the time around it",
            run: () => {
              model.range.value = { from: at - AROUND_MS, to: at + AROUND_MS };
            },
          },
        ],
        timeline.zoom.peek() || model.range.peek() ? view : [],
      ];
  }
}

function laneMenu({ id, endpoint }: Lane, { model, actions }: Given): MenuItems {
  const items = createItems(model, actions);
  return [
    [{ label: "Show messages", run: () => actions.showMessages(id, []) }],
    [items.copy("Copy address", () => endpoint)],
    items.ofEndpoint(endpoint),
  ];
}

/** Attempts of a storm, or helpers, drawn as one. */
function bandMenu(
  { endpoint }: Lane,
  item: Exclude<Item, { kind: "bar" }>,
  { model, actions, timeline }: Given,
  at: number,
): MenuItems {
  const items = createItems(model, actions);
  const session = model.session.peek();
  const { from, to, key, isOpened } = item;
  return [
    [
      { label: isOpened ? "Fold" : "Unfold", run: () => timeline.toggleBand(key) },
      ...items.messagesAt(session && connectionAt(session, endpoint, at, null), at),
      items.onlyTime({ from, to }),
    ],
    items.ofEndpoint(endpoint),
  ];
}

function viewItems({ model, timeline }: Given): MenuItem[] {
  const { zoom, shown } = timeline;
  return [
    ...(zoom.peek()
      ? [
          {
            label: "Show only what is in sight",
            run: () => {
              model.range.value = shown.peek();
            },
          },
          { label: "Zoom out to all", run: timeline.showAll },
        ]
      : []),
    ...(model.range.peek() ? [{ label: "Show all times", run: () => dropRange(model) }] : []),
  ];
}
