import type { Plugin } from "vite";
import { FINDING_IDS } from "../src/analysis/findings.ts";
import { describeFinding } from "../src/analysis/handbook/describe-finding.ts";
import { writeHtmlPage } from "../src/analysis/handbook/write-html.ts";

/** What each finding means, as pages that the panel links to and that need no network. */
export const findingPages = (): Plugin => ({
  name: "stormglass:finding-pages",
  generateBundle() {
    for (const id of FINDING_IDS) {
      const source = writeHtmlPage(describeFinding(id));
      this.emitFile({ type: "asset", fileName: `findings/${id}.html`, source });
    }
  },
});
