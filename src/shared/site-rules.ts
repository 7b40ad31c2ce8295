/** What the user chose for each site: one item of a storage area each, by its host. */
import type { Mode } from "../protocol/orders.ts";
import { SITE_KEY_PREFIX } from "./storage-keys.ts";

/** `auto`: as every site without a rule; it takes a site out of the rule for a wider one. */
export type SiteMode = Mode | "auto";

/** `site`: a host, or a host with a port. */
export type SiteRule = { site: string; mode: SiteMode };

export const SITE_MODES = ["auto", "off", "watch", "record"] as const satisfies SiteMode[];

const isMode = (value: unknown): value is SiteMode =>
  (SITE_MODES as readonly unknown[]).includes(value);

/** Of all that an area holds: another version, or another of the user's browsers, may have written it. */
export function readSites(stored: Record<string, unknown>): Map<string, SiteMode> {
  const sites = new Map<string, SiteMode>();
  for (const [key, mode] of Object.entries(stored)) {
    if (key.startsWith(SITE_KEY_PREFIX) && isMode(mode)) {
      sites.set(key.slice(SITE_KEY_PREFIX.length), mode);
    }
  }
  return sites;
}

/** The site that a page belongs to, with its port where it has one; empty: none, as of a file. */
export function siteOf(url: string | null): string {
  try {
    const { protocol, host } = new URL(url ?? "");
    return DEFAULT_PORTS.has(protocol) ? host.replace(/\.(?=$|:)/, "") : "";
  } catch {
    return "";
  }
}

const DEFAULT_PORTS = new Map([
  ["http:", "80"],
  ["https:", "443"],
]);

/**
 * The rule for a page: of all that cover it the narrowest. `example.com` covers `www.example.com`
 * and every port of both; an address in numbers covers its ports.
 */
export function ruleFor(sites: ReadonlyMap<string, SiteMode>, url: string | null): SiteRule | null {
  for (const site of sitesOver(url)) {
    const mode = sites.get(site);
    if (mode) return { site, mode };
  }
  return null;
}

/** `a.example.com:8100`, `a.example.com`, `example.com:8100`, `example.com`, `com:8100`, `com`. */
function* sitesOver(url: string | null): Generator<string> {
  const site = siteOf(url);
  if (site === "") return;
  const { protocol, port } = new URL(url ?? "");
  const name = site.replace(/:\d+$/, "");
  const withPort = port || DEFAULT_PORTS.get(protocol);
  for (const each of [name, ...parentsOf(name)]) yield* [`${each}:${withPort}`, each];
}

const IN_NUMBERS = /^\[|^\d+(?:\.\d+){3}$/;

function parentsOf(name: string): string[] {
  if (IN_NUMBERS.test(name)) return [];
  const labels = name.split(".");
  return labels.slice(1).map((_, i) => labels.slice(i + 1).join("."));
}
