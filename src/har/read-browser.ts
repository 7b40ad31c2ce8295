import { headerOf } from "../protocol/headers.ts";
import {
  type Browser,
  browserOfUserAgent,
  engineOf,
  parseBrowser,
  systemOfUserAgent,
} from "../session/browser.ts";
import type { Connection, Session } from "../session/session.ts";

/**
 * Which browser a file is of: HAR has a field for it. Proxies write none, but each handshake says
 * what made it; where those disagree, the file is of several, and no browser's rules fit all of it.
 */
export function readBrowser(
  raw: unknown,
  creator: string,
  { connections }: Session,
): Browser | null {
  const named = parseBrowser(raw) ?? (/firefox/i.test(creator) ? parseBrowser(FIREFOX) : null);
  if (named) return named;
  let found: Browser | null = null;
  for (const connection of connections.values()) {
    const browser = browserOfUserAgent(userAgentOf(connection));
    if (browser === null) continue;
    if (found !== null && engineOf(found) !== engineOf(browser)) return null;
    found ??= browser;
  }
  return found;
}

/** The system that its handshakes name; empty where none does, or several. */
export function systemOf({ connections }: Session): string {
  const systems = new Set<string>();
  for (const connection of connections.values()) {
    systems.add(systemOfUserAgent(userAgentOf(connection)));
  }
  systems.delete("");
  const [system = ""] = systems.size === 1 ? systems : [];
  return system;
}

const FIREFOX = { name: "Firefox", version: "" };

const userAgentOf = ({ handshake }: Connection): string =>
  headerOf(handshake?.requestHeaders, "user-agent") ?? "";
