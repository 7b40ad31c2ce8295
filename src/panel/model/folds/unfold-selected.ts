import { computed, effect } from "@preact/signals";
import { groupIdOf } from "../../../analysis/series/endpoint-groups.ts";
import type { Model } from "../model.ts";

/**
 * Whatever selects a connection, its row is to be seen: the folds around it open. They open too where
 * a selected connection becomes a helper. The user may fold them again; the selection stays.
 */
export function unfoldSelected(model: Model): () => void {
  const { selection, slowSession, helpers, collapsed, openedHelpers, fileId } = model;
  const connection = computed(() => {
    const chosen = selection.value;
    if (chosen?.kind !== "connection") return null;
    return slowSession.value?.connections.get(chosen.id) ?? null;
  });
  const groupId = computed(() => connection.value && groupIdOf(connection.value));
  const isFolded = computed(
    () => helpers.value.get(groupId.value ?? "")?.has(connection.value?.id ?? "") ?? false,
  );
  const attemptsKey = computed(
    () =>
      model.attempts.value
        .get(groupId.value ?? "")
        ?.find(({ ids }) => ids.has(connection.value?.id ?? ""))?.key ?? null,
  );
  let shownFile = fileId.peek();
  return effect(() => {
    // The same connection, selected once more, is to be seen once more.
    void selection.value;
    const group = groupId.value;
    const isHelper = isFolded.value;
    const attempts = attemptsKey.value;
    const isOtherFile = fileId.value !== shownFile;
    shownFile = fileId.value;
    // A session that is shown again is as it was left.
    if (isOtherFile || group === null) return;
    const folded = new Set(collapsed.peek());
    if (folded.delete(group)) collapsed.value = folded;
    const around = isHelper ? group : attempts;
    if (around !== null && !openedHelpers.peek().has(around)) {
      openedHelpers.value = new Set([...openedHelpers.peek(), around]);
    }
  });
}
