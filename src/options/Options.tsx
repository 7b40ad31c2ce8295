import { useState } from "preact/hooks";
import iconUrl from "../../extension/icons/stormglass.svg";
import { type Choices, hostFrom, type SiteChoice } from "./choices.ts";

type Props = {
  choices: Choices;
  onPause(paused: boolean): void;
  onSite(choice: SiteChoice): void;
  onForget(host: string): void;
};

const MODES: Record<SiteChoice["mode"], string> = {
  off: "off: nothing is observed",
  watch: "watch: what happened, not what was said",
  record: "record: what messages say, too",
};

export function Options({ choices, onPause, onSite, onForget }: Props) {
  return (
    <main>
      <h1>
        <img src={iconUrl} alt="" width="32" height="32" /> Stormglass options
      </h1>
      <section>
        <h2>Everywhere</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={choices.paused}
            onChange={(event) => onPause(event.currentTarget.checked)}
          />
          Pause everywhere: observe nothing in any tab
        </label>
      </section>
      <section>
        <h2>Sites</h2>
        <p class="quiet">
          Every site is watched unless you choose otherwise here. While DevTools is open on a tab,
          what its messages say is recorded, too.
        </p>
        {choices.sites.length > 0 && (
          <ul class="sites">
            {choices.sites.map((site) => (
              <SiteItem key={site.host} site={site} onSite={onSite} onForget={onForget} />
            ))}
          </ul>
        )}
        <AddSite onAdd={(host) => onSite({ host, mode: "off" })} />
      </section>
      <section>
        <h2>Privacy</h2>
        <p>
          Nothing that Stormglass observes leaves this machine.{" "}
          <a href="./welcome.html">What is watched, where it stays and how to switch it off</a>
        </p>
      </section>
    </main>
  );
}

function SiteItem(props: { site: SiteChoice } & Pick<Props, "onSite" | "onForget">) {
  const { host, mode } = props.site;
  return (
    <li>
      <span class="host">{host}</span>
      <select
        aria-label={`Mode for ${host}`}
        value={mode}
        onChange={(event) =>
          props.onSite({ host, mode: event.currentTarget.value as SiteChoice["mode"] })
        }
      >
        {Object.entries(MODES).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => props.onForget(host)}>
        Forget<span class="spoken"> {host}</span>
      </button>
    </li>
  );
}

function AddSite({ onAdd }: { onAdd(host: string): void }) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        const host = hostFrom(typed);
        setWrong(host === null);
        if (host === null) return;
        onAdd(host);
        setTyped("");
      }}
    >
      <label>
        Switch off for{" "}
        <input
          type="text"
          placeholder="example.com"
          value={typed}
          aria-invalid={wrong}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Add</button>
      {wrong && (
        <p class="tone-error" role="alert">
          That is not a host name. It looks like example.com or localhost:8080.
        </p>
      )}
    </form>
  );
}
