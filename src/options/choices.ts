/** What the user chose, as the background reads it from the browser's storage. */
import { readSites, ruleFor, type SiteMode, siteOf } from "../shared/site-rules.ts";
import { PAUSED_KEY } from "../shared/storage-keys.ts";
import { readLimits, type StoredLimits } from "../shared/stored-limits.ts";
import { readSwitches, type Switches } from "../shared/stored-switches.ts";

export type SiteChoice = { host: string; mode: SiteMode };
export type Choices = {
  paused: boolean;
  limits: StoredLimits;
  sites: SiteChoice[];
} & Switches;

export function readChoices(
  local: Record<string, unknown>,
  sync: Record<string, unknown>,
): Choices {
  const sites = [...readSites(sync)].map(([host, mode]) => ({ host, mode }));
  return {
    paused: local[PAUSED_KEY] === true,
    ...readSwitches(sync),
    limits: readLimits(sync),
    sites: sites.sort((a, b) => a.host.localeCompare(b.host)),
  };
}

/** The site that was typed, a name, a name with a port or a whole address; or what is wrong with it. */
export function readSite(typed: string): { site: string } | { wrong: string } {
  const text = typed.trim().replace(/^(\w+:\/\/)?\*?\./, "$1");
  if (text === "") return { wrong: "Type the name of a site, such as example.com." };
  const space = /\s/.exec(text);
  if (space) return { wrong: `There is a space after “${text.slice(0, space.index)}”.` };
  const scheme = /^(\w+):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !WEB.has(scheme)) {
    return { wrong: `“${scheme}:” has no sites: rules are for http and https.` };
  }
  const address = text.replace(/^\w+:\/\//, "");
  const site = siteOf(`${scheme === "http" || scheme === "ws" ? "http" : "https"}://${address}`);
  if (site !== "") return { site };
  const port = /^[^/?#]*:([^/?#]*)/.exec(address)?.[1];
  return {
    wrong:
      port !== undefined && !isPort(port)
        ? `“${port}” is no port: it is a number up to 65535.`
        : `“${address}” is no host name. One looks like example.com or localhost:8080.`,
  };
}

const WEB = new Set(["http", "https", "ws", "wss"]);

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/** "example.com and all below it, on every port". */
export function reachInWords(site: string): string {
  const isNumber = /^\[|^\d+(?:\.\d+){3}(?::|$)/.test(site);
  const port = /:(\d+)$/.exec(site)?.[1];
  const name = port ? site.slice(0, -port.length - 1) : site;
  const below = isNumber ? "" : " and all sites below it";
  return `${name}${below}, ${port ? `on port ${port}` : "on every port"}`;
}

/** Of the open tabs those that a rule applies to, where no narrower one does. */
export const countTabs = (
  site: string,
  sites: readonly SiteChoice[],
  tabUrls: readonly string[],
): number => {
  const rules = new Map(sites.map(({ host, mode }) => [host, mode]));
  rules.set(site, rules.get(site) ?? "auto");
  return tabUrls.filter((url) => ruleFor(rules, url)?.site === site).length;
};
