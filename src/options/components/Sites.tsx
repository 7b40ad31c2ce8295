import { useState } from "preact/hooks";
import type { Mode } from "../../protocol/orders.ts";
import type { OptionsActions } from "../choice-store.ts";
import { hostFrom, type SiteChoice } from "../choices.ts";

type SiteActions = Pick<OptionsActions, "site" | "forgetSite">;

const MODES: Record<Mode, string> = {
  off: "Off: observe nothing",
  watch: "Watch: what happened, not what was said",
  record: "Record: what messages say, too",
};

/** Sites that are treated in another way than all others. */
export function Sites({ sites, actions }: { sites: SiteChoice[]; actions: SiteActions }) {
  return (
    <section class="block">
      <h2>Sites</h2>
      <p class="quiet">
        Every site is watched, and recorded while DevTools or a Stormglass panel is open on it. Here
        you choose otherwise for a site.
      </p>
      {sites.length > 0 && (
        <ul class="sites" aria-label="Sites">
          {sites.map((site) => (
            <SiteItem key={site.host} site={site} actions={actions} />
          ))}
        </ul>
      )}
      <AddSite onAdd={actions.site} />
    </section>
  );
}

function SiteItem({ site: { host, mode }, actions }: { site: SiteChoice; actions: SiteActions }) {
  return (
    <li>
      <span class="host">{host}</span>
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

function ModeSelect(props: { label: string; mode: Mode; onChange(mode: Mode): void }) {
  return (
    <select
      aria-label={props.label}
      value={props.mode}
      onChange={(event) => props.onChange(event.currentTarget.value as Mode)}
    >
      {Object.entries(MODES).map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
}

function AddSite({ onAdd }: { onAdd(choice: SiteChoice): void }) {
  const [typed, setTyped] = useState("");
  const [mode, setMode] = useState<Mode>("off");
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        const host = hostFrom(typed);
        setWrong(host === null);
        if (host === null) return;
        onAdd({ host, mode });
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
        aria-invalid={wrong}
        aria-describedby={wrong ? "wrong-site" : undefined}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <ModeSelect label="Mode for the new site" mode={mode} onChange={setMode} />
      <button type="submit">Add site</button>
      {wrong && (
        <p id="wrong-site" class="tone-error" role="alert">
          That is not a host name. It looks like example.com or localhost:8080.
        </p>
      )}
    </form>
  );
}
