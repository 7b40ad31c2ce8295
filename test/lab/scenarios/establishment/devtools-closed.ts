import { ELSEWHERE } from "../../lab-servers.ts";
import { openUntilClosed } from "../../page-actions.ts";
import { expectOne, type Scenario } from "../../scenario.ts";
import { failing } from "./answers.ts";

const elsewhere = (url: string) => url.replace("127.0.0.1", ELSEWHERE);
const closed = { devtools: "closed", expect: expectOne("/", null) } as const;

/** The server answers a plain request, and refuses the upgrade for a reason that nobody sees. */
const unknown = (name: string, path: string): Scenario =>
  failing(name, ({ faults }) => faults.url, path, null, {
    devtools: "closed",
    expect: {
      ...expectOne(path, "handshake-failed", ["abnormal-closure", "handshake-not-found"]),
      words: { says: [/answers HTTP/], never: [/path is wrong/] },
    },
  });

/** Nothing but a plain request tells why, and that is sent unasked to this computer only. */
export const devtoolsClosed: Scenario[] = [
  failing("401, DevTools closed", ({ faults }) => faults.url, "/status/401", "auth-rejected", {
    ...closed,
    expect: expectOne("/status/401", "auth-rejected", ["abnormal-closure"]),
  }),
  // A plain request gets a 404 there as well: so it does from many a server that would have upgraded.
  unknown("404, DevTools closed", "/nowhere"),
  ...[400, 401, 403, 418, 426, 500, 503].map((status) =>
    unknown(`${status} to the upgrade alone, DevTools closed`, `/upgrade-only/${status}`),
  ),
  unknown("a wrong Sec-WebSocket-Accept, DevTools closed", "/bad-accept"),
  failing("502, DevTools closed", ({ nginx }) => nginx.url, "/dead/echo", null, {
    ...closed,
    expect: {
      ...expectOne("/dead/echo", "handshake-server-error", ["abnormal-closure"]),
      words: { says: [/502/, /handshake's own answer was not seen/] },
    },
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
