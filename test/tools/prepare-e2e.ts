import { ensureBuilt } from "./ensure-built.ts";
import { ensureChromium } from "./find-browser.ts";
import { ensureProgram } from "./programs.ts";

/** Runs once before the end-to-end tests, so that what is missing is said in one line. */
export default function prepareE2e(): void {
  ensureBuilt();
  ensureChromium();
  ensureProgram("nginx", "nginx-light");
  ensureProgram("haproxy", "haproxy");
  ensureProgram("apache2", "apache2-bin");
  ensureProgram("caddy", "caddy");
  ensureProgram("openssl", "openssl");
}
