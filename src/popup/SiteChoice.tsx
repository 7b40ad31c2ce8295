import type { FromView } from "../protocol/panel-message.ts";
import { SITE_MODES, type SiteMode, siteOf } from "../shared/site-rules.ts";
import { SITE_MODE_WORDS } from "../shared/site-words.ts";
import type { PopupState } from "./state.ts";

type Props = { state: PopupState; send(message: FromView): void };

/**
 * What holds for the site of the tab. A popup closes at the first click beside it, so what it starts
 * belongs to the site, not to it.
 */
export function SiteChoice({ state: { tabUrl, siteMode, ruledBy }, send }: Props) {
  const site = siteOf(tabUrl);
  if (site === "") return null;
  return (
    <section class="site-choice">
      <label>
        <span>
          This site, <bdi>{site}</bdi>
        </span>
        <select
          aria-label="This site"
          value={siteMode ?? "auto"}
          onChange={(event) =>
            send({ kind: "site-mode", mode: event.currentTarget.value as SiteMode })
          }
        >
          {SITE_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {SITE_MODE_WORDS[mode]}
            </option>
          ))}
        </select>
      </label>
      {ruledBy !== null && ruledBy !== site && (
        <p class="quiet">
          By the rule for {ruledBy}. A choice here is for {site} alone.
        </p>
      )}
    </section>
  );
}
