import type { StoredSums } from "../../protocol/stored-message.ts";
import iconUrl from "../../shared/stormglass.svg";
import type { OptionsActions } from "../choice-store.ts";
import type { Choices } from "../choices.ts";
import { SWITCH_FIELDS } from "../switch-fields.ts";
import { Limits } from "./Limits.tsx";
import { Sites } from "./Sites.tsx";
import { Stored } from "./Stored.tsx";

type Props = {
  choices: Choices;
  problem: string;
  actions: OptionsActions;
  /** The addresses of the open tabs. */
  tabUrls: readonly string[];
  /** Null until the background has told. */
  stored: StoredSums | null;
  onForget(): void;
};

export function Options({ choices, problem, actions, tabUrls, stored, onForget }: Props) {
  return (
    <main class="options">
      <h1>
        <img src={iconUrl} alt="" width="32" height="32" /> Stormglass options
      </h1>
      {problem && (
        <p class="tone-error" role="alert">
          {problem}
        </p>
      )}
      <section class="block">
        <h2>Everywhere</h2>
        <Check
          label="Pause everywhere"
          help="At once: observes nothing in any tab of this browser, until you switch it off again."
          checked={choices.paused}
          onChange={actions.pause}
        />
        {SWITCH_FIELDS.map(({ name, label, help }) => (
          <Check
            key={name}
            label={label}
            help={help}
            checked={choices[name]}
            onChange={(on) => actions.switch(name, on)}
          />
        ))}
      </section>
      <Sites sites={choices.sites} tabUrls={tabUrls} actions={actions} />
      <Limits limits={choices.limits} actions={actions} />
      <Stored sums={stored} onForget={onForget} />
      <section class="block">
        <h2>Privacy</h2>
        <p>
          Nothing that Stormglass observes leaves this machine. What you choose here goes to your
          other devices, if you let the browser synchronise its settings.{" "}
          <a href="./welcome.html">What is watched, where it stays and how to switch it off</a>;{" "}
          <a href="../PRIVACY.txt">all of it</a>
        </p>
      </section>
    </main>
  );
}

function Check(props: {
  label: string;
  help: string;
  checked: boolean;
  onChange(checked: boolean): void;
}) {
  const id = `help-${props.label.replaceAll(" ", "-")}`;
  return (
    <div class="choice">
      <label class="check">
        <input
          type="checkbox"
          checked={props.checked}
          aria-describedby={id}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      <p id={id} class="quiet">
        {props.help}
      </p>
    </div>
  );
}
