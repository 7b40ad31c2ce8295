import type { FoundSecrets } from "./masker.ts";
import type { Span } from "./secret.ts";
import { looksLikeToken } from "./secrets.ts";

/** A hostile file makes up its names. */
const MAX_GROUPS = 1_000;

/** One word, or a few of letters alone. */
const NAME = /^(?:[A-Za-z_$][\w$.[\]-]{0,63}|[A-Za-z]{1,20}(?: [A-Za-z]{1,20}){1,3})$/;

/** A name that holds the secret, or may hold another one, says too much. */
export const nameToShow = ({ name, value }: Pick<Span, "name" | "value">): string =>
  NAME.test(name) && !value.includes(name) && !looksLikeToken(name) ? name : "";

/** Counts what was masked, by what gave it away and where it stood. */
export class Tally {
  private readonly groups = new Map<string, FoundSecrets>();

  add({ kind, name, value }: Span, place: string, mark: string): void {
    const key = [kind, name, place].join("\n");
    const known = this.groups.get(key);
    if (known) known.count++;
    else if (this.groups.size < MAX_GROUPS) {
      const shown = nameToShow({ name, value });
      const example = shown === "" || /[-_.=]$/.test(shown) ? shown + mark : `${shown}: ${mark}`;
      this.groups.set(key, { kind, name: shown, place, example, count: 1 });
    }
  }

  found(): FoundSecrets[] {
    return [...this.groups.values()].sort((a, b) => b.count - a.count);
  }
}
