import { groupOf } from "../../har/mask/group-secrets.ts";
import { kindInWords } from "../../har/mask/kinds-in-words.ts";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { previewText } from "../ui/safe-text.ts";

type Props = {
  found: readonly Masked[];
  kept: ReadonlySet<string>;
  onKeep(secret: Masked, stays: boolean): void;
};

/** More would be read by nobody; they are masked all the same. */
const LISTED = 200;
const SHOWN_LENGTH = 120;

/** Each group of secrets with the way it looks in the file, where it stands, and a way to keep it. */
export const MaskedList = ({ found, kept, onKeep }: Props) => (
  <section class="masked-list" aria-label="What is masked">
    <ul>
      {found.slice(0, LISTED).map((secret) => {
        const group = groupOf(secret);
        const example = previewText(secret.example, SHOWN_LENGTH);
        return (
          <li key={group} class={kept.has(group) ? "kept" : ""}>
            <span class="count">{formatCount(secret.count)} ×</span>
            <span class="what">
              <code>
                <bdi>{example}</bdi>
              </code>
              <span class="quiet">
                {kindInWords(secret.kind)} in {secret.place}
                {whereInWords(secret)}
              </span>
            </span>
            <label class="check">
              <input
                type="checkbox"
                checked={kept.has(group)}
                aria-label={`Keep ${example} in ${secret.place}`}
                onChange={(event) => onKeep(secret, event.currentTarget.checked)}
              />
              Keep
            </label>
          </li>
        );
      })}
    </ul>
    {found.length > LISTED && (
      <p class="quiet">And {countOf(found.length - LISTED, "other")}, masked as well.</p>
    )}
  </section>
);

function whereInWords({ at, count }: Masked): string {
  if (at.length === 0) return "";
  return `: ${at.map((place) => previewText(place, SHOWN_LENGTH)).join("; ")}${count > at.length ? " …" : ""}`;
}
