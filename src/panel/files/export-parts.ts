import type { Model } from "../model/model.ts";
import type { PartWish } from "./export-wishes.ts";

/** What of a session can be exported alone, as things are. */
export type ExportPart = { kind: "chosen" | "shown"; label: string; wish: PartWish };

export function exportParts(model: Model): ExportPart[] {
  const parts: ExportPart[] = [];
  const chosen = chosenPart(model);
  if (chosen) parts.push({ kind: "chosen", ...chosen });
  const hasFilter = model.filter.filter.value.text !== "";
  const hasTime = model.range.value !== null;
  if (hasFilter || hasTime) {
    const what = hasFilter
      ? `what the filter leaves${hasTime ? " in the chosen time" : ""}`
      : "the chosen time";
    parts.push({ kind: "shown", label: `Only ${what}`, wish: { kind: "shown" } });
  }
  return parts;
}

function chosenPart({ selection, session, groups }: Model): Omit<ExportPart, "kind"> | null {
  const chosen = selection.value;
  if (chosen?.kind === "connection") {
    const ordinal = session.value?.connections.get(chosen.id)?.ordinal;
    if (ordinal === undefined) return null;
    const label = `Only connection #${ordinal}`;
    return { label, wish: { kind: "connections", ids: [chosen.id] } };
  }
  if (chosen?.kind !== "series") return null;
  const group = groups.value.find(({ id }) => id === chosen.groupId);
  const ids = group?.connections.map(({ id }) => id) ?? [];
  return group ? { label: "Only this endpoint", wish: { kind: "connections", ids } } : null;
}
