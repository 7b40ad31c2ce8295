import { ELSEWHERE } from "../../lab-servers.ts";
import { openUntilClosed } from "../../page-actions.ts";
import { expectOne, type Scenario } from "../../scenario.ts";
import { failing } from "./answers.ts";

const elsewhere = (url: string) => url.replace("127.0.0.1", ELSEWHERE);
const closed = { devtools: "closed", expect: expectOne("/", null) } as const;

/** Nothing but a plain request tells why, and that is sent unasked to this computer only. */
export const devtoolsClosed: Scenario[] = [
  failing("401, DevTools closed", ({ faults }) => faults.url, "/status/401", "auth-rejected", {
    ...closed,
    expect: expectOne("/status/401", "auth-rejected", ["abnormal-closure"]),
  }),
  failing("404, DevTools closed", ({ faults }) => faults.url, "/nowhere", "handshake-not-found", {
    ...closed,
    expect: expectOne("/nowhere", "handshake-not-found", ["abnormal-closure"]),
  }),
  failing("nothing listens, DevTools closed", ({ refusedUrl }) => refusedUrl, "/x", null, {
    ...closed,
    expect: expectOne("/x", "handshake-failed", ["abnormal-closure", "handshake-dns"]),
  }),
  {
    name: "403 of another host, DevTools closed",
    devtools: "closed",
    async run(page, { faults, pages }) {
      await page.goto(elsewhere(pages.url));
      await openUntilClosed(page, elsewhere(`${faults.url}/status/403`));
    },
    expect: expectOne("/status/403", "handshake-failed", ["abnormal-closure", "auth-rejected"]),
  },
  {
    name: "403, the reason hidden by another extension",
    devtools: "open",
    browser: { extraExtensions: ["test/harness/extensions/blocker"] },
    async run(page, { faults, pages }) {
      await page.goto(elsewhere(pages.url));
      await openUntilClosed(page, elsewhere(`${faults.url}/status/403`));
    },
    expect: expectOne("/status/403", "handshake-failed", ["abnormal-closure"]),
  },
];
