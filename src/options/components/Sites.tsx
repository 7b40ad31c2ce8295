import { useState } from "preact/hooks";
import { SITE_MODES, type SiteMode } from "../../shared/site-rules.ts";
import { SITE_MODE_WORDS } from "../../shared/site-words.ts";
import { countOf } from "../../words/words.ts";
import type { OptionsActions } from "../choice-store.ts";
import { countTabs, reachInWords, readSite, type SiteChoice } from "../choices.ts";

type SiteActions = Pick<OptionsActions, "site" | "forgetSite">;
type Props = { sites: SiteChoice[]; tabUrls: readonly string[]; actions: SiteActions };

/** Sites that are treated in another way than all others. */
export function Sites({ sites, tabUrls, actions }: Props) {
  return (
    <section class="block">
      <h2>Sites</h2>
      <p class="quiet">
        Every site is watched, and recorded while DevTools or a Stormglass panel is open on it. Here
        you choose otherwise for a site; it holds for all sites below it, too, and for every port
        unless you name one. Of several rules the narrowest holds. A change reaches open pages at
        once.
      </p>
      {sites.length > 0 && (
        <ul class="sites" aria-label="Sites">
          {sites.map((site) => (
            <SiteItem
              key={site.host}
              site={site}
              tabs={countTabs(site.host, sites, tabUrls)}
              actions={actions}
            />
          ))}
        </ul>
      )}
      <AddSite sites={sites} tabUrls={tabUrls} onAdd={actions.site} />
    </section>
  );
}

function SiteItem(props: { site: SiteChoice; tabs: number; actions: SiteActions }) {
  const { site, tabs, actions } = props;
  const { host, mode } = site;
  return (
    <li>
      <span class="host">
        {host}
        <span class="quiet reach">{tabsInWords(tabs)}</span>
      </span>
      <ModeSelect
        label={`Mode for ${host}`}
        mode={mode}
        onChange={(chosen) => actions.site({ host, mode: chosen })}
      />
      <button type="button" onClick={() => actions.forgetSite(host)}>
        Remove<span class="spoken"> {host}</span>
      </button>
    </li>
  );
}

function ModeSelect(props: { label: string; mode: SiteMode; onChange(mode: SiteMode): void }) {
  return (
    <select
      aria-label={props.label}
      value={props.mode}
      onChange={(event) => props.onChange(event.currentTarget.value as SiteMode)}
    >
      {SITE_MODES.map((id) => (
        <option key={id} value={id}>
          {SITE_MODE_WORDS[id]}
        </option>
      ))}
    </select>
  );
}

function AddSite(props: Pick<Props, "sites" | "tabUrls"> & { onAdd(choice: SiteChoice): void }) {
  const { sites, tabUrls, onAdd } = props;
  const [typed, setTyped] = useState("");
  const [mode, setMode] = useState<SiteMode>("off");
  const [isAsked, setAsked] = useState(false);
  const read = readSite(typed);
  const isEmpty = typed.trim() === "";
  const wrong = "wrong" in read && (isAsked || !isEmpty) ? read.wrong : null;
  const known = "site" in read ? sites.find(({ host }) => host === read.site) : undefined;
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked("wrong" in read);
        if ("wrong" in read) return;
        onAdd({ host: read.site, mode });
        setTyped("");
      }}
    >
      <input
        type="text"
        class="host"
        aria-label="Site"
        placeholder="example.com"
        spellcheck={false}
        value={typed}
        aria-invalid={wrong !== null}
        aria-describedby="site-reach"
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAsked(false);
        }}
      />
      <ModeSelect label="Mode for the new site" mode={mode} onChange={setMode} />
      <button type="submit">{known ? "Change site" : "Add site"}</button>
      <p id="site-reach" class={wrong ? "tone-error" : "quiet"} role="status">
        {wrong}
        {"site" in read &&
          `${known ? "Changes the rule for" : "For"} ${reachInWords(read.site)}: ${tabsInWords(countTabs(read.site, sites, tabUrls))}.`}
      </p>
    </form>
  );
}

const tabsInWords = (tabs: number): string =>
  tabs === 0 ? "no open tab" : countOf(tabs, "open tab");
