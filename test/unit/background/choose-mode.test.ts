import { expect, it } from "vitest";
import {
  afterSiteChoice,
  chooseMode,
  NO_WISH,
  type TabWish,
} from "../../../src/background/choose-mode.ts";
import type { View } from "../../../src/background/tab.ts";
import type { SiteMode } from "../../../src/shared/site-rules.ts";
import { makeSession, T0 } from "../../builders.ts";

type Given = { wish?: Partial<TabWish>; site?: SiteMode; paused?: boolean; panel?: boolean };

function modeOf({ wish, site = "auto", paused = false, panel = false }: Given) {
  const views = new Set(panel ? [{ record: true } as View] : []);
  const tab = { session: makeSession({}), modeHeldUntil: 0, devtools: new Set<never>(), views };
  return chooseMode({ ...tab, wish: { ...NO_WISH, ...wish } }, paused, site, T0);
}

it.each<[string, Given, string]>([
  ["a tab that nobody looks at", {}, "watch"],
  ["a tab with a panel", { panel: true }, "record"],
  ["a tab whose recording was switched off", { panel: true, wish: { mode: "watch" } }, "watch"],
  ["a tab that is to be recorded", { wish: { mode: "record" } }, "record"],
  ["a tab that was paused", { panel: true, wish: { isOff: true } }, "off"],
  ["a site that is only to be watched", { panel: true, site: "watch" }, "watch"],
  ["a tab of it that is to be recorded", { site: "watch", wish: { mode: "record" } }, "record"],
  ["a site that is always recorded", { site: "record" }, "record"],
  ["a tab of it that is not", { site: "record", wish: { mode: "watch" } }, "watch"],
  ["a site that is off", { panel: true, site: "off", wish: { mode: "record" } }, "off"],
  ["everything paused", { paused: true, site: "record", wish: { mode: "record" } }, "off"],
])("%s", (_, given, mode) => {
  expect(modeOf(given)).toBe(mode);
});

it("what is chosen for the site holds in the tab where it is chosen, unless that is paused", () => {
  const wished = { isOff: false, mode: "watch" } as const;
  expect(modeOf({ site: "record", wish: afterSiteChoice(wished) })).toBe("record");
  const recorded = { isOff: false, mode: "record" } as const;
  expect(modeOf({ site: "watch", wish: afterSiteChoice(recorded) })).toBe("watch");
  expect(modeOf({ site: "record", wish: afterSiteChoice({ ...wished, isOff: true }) })).toBe("off");
});
