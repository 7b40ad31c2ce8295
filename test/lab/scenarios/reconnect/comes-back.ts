import type { Page } from "playwright";
import type { FindingId } from "../../../../src/analysis/finding.ts";
import type { LibraryName } from "../../../servers/client-libraries.ts";
import { loadLibrary, untilAttempts } from "../../page-actions.ts";
import type { PolicyTruth, Scenario } from "../../scenario.ts";

type Library = {
  name: LibraryName;
  /** Starts it in the page and leaves `window.stopLibrary` behind. */
  start(page: Page, url: string): Promise<void>;
  /** What the client is told; a server that answers 503 where nothing else is said. */
  path?: string;
  /** Where the library adds something to it. */
  seenPath?: string;
  attempts: number;
  primary?: FindingId | FindingId[];
  policy?: Omit<PolicyTruth, "path">;
  required?: FindingId[];
  forbidden?: FindingId[];
};

/** A client library's own way to come back, by its own code against a server that is down. */
export function comesBack(library: Library): Scenario {
  const { name, start, attempts, primary = "handshake-server-error", required = [] } = library;
  const path = library.path ?? `/status/503/${name}`;
  const seenPath = library.seenPath ?? path;
  return {
    name: `${name} comes back`,
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, name);
      await start(page, `${servers.faults.url}${path}`);
      await untilAttempts(servers.faults, seenPath, attempts);
      await page.evaluate(() => window.stopLibrary());
    },
    expect: {
      connections: [
        {
          path: seenPath,
          count: { atLeast: attempts },
          state: "closed",
          // The last one may be stopped while it connects.
          primary: [primary, "closed-by-page" as const].flat(),
        },
      ],
      required,
      forbidden: library.forbidden ?? ["no-backoff", "retry-hopeless"],
      ...(library.policy ? { policy: { path: seenPath, ...library.policy } } : {}),
    },
  };
}
