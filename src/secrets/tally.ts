import type { FoundSecrets } from "./masker.ts";
import type { Span } from "./secret.ts";

/** A hostile file makes up its names. */
const MAX_GROUPS = 1_000;

/** Counts what was masked, by what gave it away and where it stood. */
export class Tally {
  private readonly groups = new Map<string, FoundSecrets>();

  add({ kind, name, value }: Span, place: string, mark: string): void {
    const key = [kind, name, place].join("\n");
    const known = this.groups.get(key);
    if (known) known.count++;
    else if (this.groups.size < MAX_GROUPS) {
      // A name that holds the secret itself says too much.
      const shown = value.includes(name) || name === "" ? "" : name;
      const example = shown === "" || /[-_.=]$/.test(shown) ? shown + mark : `${shown}: ${mark}`;
      this.groups.set(key, { kind, name: shown, place, example, count: 1 });
    }
  }

  found(): FoundSecrets[] {
    return [...this.groups.values()].sort((a, b) => b.count - a.count);
  }
}
