/** Which sessions can be compared. */
import type { Model } from "../model/model.ts";
import type { Side } from "./compare-sessions.ts";
import { spanOfFile } from "./file-span.ts";

/** A file, or what is seen of the tab until now. */
export type Choice = number | "live";

export function listSides(model: Model): { id: Choice; name: string }[] {
  const live = model.live.value;
  const files = model.files.value.map(({ id, name }) => ({ id, name }));
  return live && live.connections.size > 0 ? [...files, { id: "live", name: "Live tab" }] : files;
}

/** The older is before the newer; the live tab is after all of them. */
export function defaultPair(model: Model): { before: Choice; after: Choice } | null {
  const files = new Map(model.files.peek().map((file) => [file.id, spanOfFile(file).from]));
  const fromOf = (id: Choice) =>
    id === "live" ? Number.POSITIVE_INFINITY : (files.get(id) ?? Number.POSITIVE_INFINITY);
  const [first, second] = listSides(model)
    .map(({ id }) => id)
    .sort((a, b) => (fromOf(a) < fromOf(b) ? -1 : fromOf(a) > fromOf(b) ? 1 : 0));
  return first === undefined || second === undefined ? null : { before: first, after: second };
}

export function sideOf(model: Model, choice: Choice): Side | null {
  const plain = model.diagnose.peek();
  const whose = choice === "live" ? null : choice;
  const diagnose = model.logs.peek().get(whose)?.diagnose ?? plain;
  if (!diagnose) return null;
  if (whose === null) {
    const session = model.live.peek();
    return session && { name: "Live tab", session, nowMs: Date.now(), diagnose };
  }
  const file = model.files.peek().find(({ id }) => id === whose);
  return file ? { name: file.name, session: file.session, nowMs: file.endedAt, diagnose } : null;
}
