import { browser } from "../shared/browser.ts";
import { LIMITS_KEY, PAUSED_KEY, SITE_KEY_PREFIX } from "../shared/storage-keys.ts";
import {
  boundStoredLimits,
  keyOfLimit,
  LIMIT_NAMES,
  type StoredLimits,
} from "../shared/stored-limits.ts";
import type { SwitchName } from "../shared/stored-switches.ts";
import { type Choices, readChoices, type SiteChoice } from "./choices.ts";
import { createSyncWriter } from "./sync-writer.ts";

export type OptionsActions = {
  pause(paused: boolean): void;
  switch(name: SwitchName, on: boolean): void;
  limit(name: keyof StoredLimits, value: number): void;
  resetLimits(): void;
  site(choice: SiteChoice): void;
  forgetSite(host: string): void;
};

/** The choices as the page shows them: at once here, a moment later in the browser's storage. */
export async function createChoiceStore(onChange: (choices: Choices, problem: string) => void) {
  const load = async (): Promise<Choices> => {
    const [local, sync] = await Promise.all([
      browser.storage.local.get(PAUSED_KEY),
      browser.storage.sync.get(null),
    ]);
    return readChoices(local, sync);
  };
  let choices = await load();
  let problem = "";

  const change = (part: Partial<Choices>) => {
    choices = { ...choices, ...part };
    problem = "";
    onChange(choices, problem);
  };
  const refresh = async () => {
    if (writer.isBusy()) return;
    choices = await load();
    onChange(choices, problem);
  };
  const fail = (error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    problem = `The browser did not keep the last change: ${said}`;
    void refresh();
  };
  const writer = createSyncWriter(browser.storage.sync, fail);
  // Popup, panels and other devices change the same choices while this page is open.
  browser.storage.onChanged.addListener(() => void refresh());

  const actions: OptionsActions = {
    pause(paused) {
      change({ paused });
      browser.storage.local.set({ [PAUSED_KEY]: paused }).catch(fail);
    },
    switch(name, on) {
      change({ ...choices, [name]: on });
      writer.write(name, on);
    },
    limit(name, value) {
      change({ limits: { ...choices.limits, [name]: value } });
      writer.write(keyOfLimit(name), value);
    },
    resetLimits() {
      change({ limits: boundStoredLimits(null) });
      for (const key of [LIMITS_KEY, ...LIMIT_NAMES.map(keyOfLimit)]) writer.write(key, undefined);
    },
    site(choice) {
      const others = choices.sites.filter(({ host }) => host !== choice.host);
      change({ sites: [...others, choice].sort((a, b) => a.host.localeCompare(b.host)) });
      writer.write(SITE_KEY_PREFIX + choice.host, choice.mode);
    },
    forgetSite(host) {
      change({ sites: choices.sites.filter((site) => site.host !== host) });
      writer.write(SITE_KEY_PREFIX + host, undefined);
    },
  };
  return { actions, flush: writer.flush, current: () => choices };
}
