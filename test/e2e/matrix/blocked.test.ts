/**
 * The same failures beside an extension that may block requests, as ad blockers may: Chromium then
 * hides why a handshake failed, and a plain request has to find it out.
 */
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openUntilClosed } from "../../lab/page-actions.ts";
import { encodeAnswer, refuseWith } from "../../servers/http-answer.ts";
import { listen } from "../../servers/listen.ts";
import { type Expected, expectAgreement } from "./agreement.ts";
import { type MatrixServers, startMatrixServers } from "./matrix-servers.ts";
import { openStage, type Stage } from "./stage.ts";

const BLOCKER = "test/harness/extensions/blocker";
const LOOPBACK = "127.0.0.1";
/** Leads to this computer as well, but not by its name: nobody is asked there without a click. */
const ELSEWHERE = "weather.example";

let servers: MatrixServers;
let stage: Stage;

beforeAll(async () => {
  servers = await startMatrixServers();
  stage = await openStage(
    elsewhere(servers.pages.url),
    elsewhere(`${servers.faults.url}/status/400`),
    {
      extraExtensions: [BLOCKER],
      args: [`--host-resolver-rules=MAP ${ELSEWHERE} ${LOOPBACK}`],
    },
  );
});

afterAll(async () => {
  await stage?.close();
  await servers?.stop();
});

const elsewhere = (url: string): string => url.replace(LOOPBACK, ELSEWHERE);
const told = (primary: Expected["primary"], panel: RegExp): Expected => ({
  primary,
  code: 1006,
  reason: "",
  wasClean: false,
  panel,
});
const HIDDEN = told("handshake-failed", /another extension hides the reason/);
const plainRequests = () => servers.faults.requests.filter(({ upgrade }) => !upgrade).length;
const button = (name: string) => stage.panel.getByRole("button", { name, exact: true });

const telling = [
  {
    name: "nothing that listens",
    url: () => servers.refusedUrl,
    truth: told("handshake-refused", /ERR_CONNECTION_REFUSED/),
  },
  {
    name: "a self-signed certificate",
    url: () => `${servers.selfSigned.url}/echo`,
    truth: told("handshake-tls", /ERR_CERT_AUTHORITY_INVALID/),
  },
  {
    name: "no more than that HTTP is answered, by a 404",
    url: () => `${servers.faults.url}/status/404`,
    truth: told("handshake-failed", /answers HTTP with 404/),
  },
  {
    name: "a 503 that plain HTTP gets as well",
    url: () => `${servers.faults.url}/status/503`,
    truth: told("handshake-server-error", /Unavailable: .*503/),
  },
];

describe("where another extension hides the reason", () => {
  it.each(telling)("a page on this computer is told of $name without a click", async (failure) => {
    await stage.load(`${servers.pages.url}/`);
    await openUntilClosed(stage.page, failure.url());
    await expectAgreement(stage, [failure.truth]);
  });

  it.each([
    ...telling,
    {
      name: "a name that does not resolve",
      url: () => "ws://weather.invalid/",
      truth: told("handshake-dns", /ERR_NAME_NOT_RESOLVED/),
    },
  ])("“Find out” names $name", async ({ url, truth }) => {
    const asked = plainRequests();
    await stage.load(elsewhere(`${servers.pages.url}/`));
    await openUntilClosed(stage.page, elsewhere(url()));
    await expectAgreement(stage, [HIDDEN]);
    expect(plainRequests()).toBe(asked);
    await button("Find out").click();
    await expectAgreement(stage, [truth]);
  });

  it.each([403, 500])("a %i of the upgrade alone stays unknown", async (status) => {
    await stage.load(elsewhere(`${servers.pages.url}/`));
    await openUntilClosed(stage.page, elsewhere(`${servers.faults.url}/upgrade-only/${status}`));
    await expectAgreement(stage, [HIDDEN]);
    await button("Find out").click();
    const answersHttp =
      /answers HTTP with 426.*can be seen with DevTools open in a window without an extension/;
    await expectAgreement(stage, [told("handshake-failed", answersHttp)]);
  });

  it("a second click asks with the cookies of the site, and only then", async () => {
    const cookies: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      cookies.push(request.headers.cookie);
      response.writeHead(request.headers.cookie ? 403 : 401).end();
    });
    server.on("upgrade", (_request, socket) => socket.end(encodeAnswer(refuseWith(403))));
    const { port, stop } = await listen(server);
    onTestFinished(stop);
    await stage.load(elsewhere(`${servers.pages.url}/`));
    const site = elsewhere(servers.pages.url);
    await stage.browser.context.addCookies([{ name: "member", value: "yes", url: site }]);
    await openUntilClosed(stage.page, `ws://${ELSEWHERE}:${port}/members`);
    await expectAgreement(stage, [HIDDEN]);
    await button("Find out").click();
    await expectAgreement(stage, [told("auth-rejected", /Not logged in: .*401/)]);
    await button("Ask with credentials").click();
    // Alone it would prove nothing; after a 401 without cookies it is the login's answer.
    await expectAgreement(stage, [told("auth-rejected", /Forbidden: .*403/)]);
    expect(cookies).toEqual([undefined, "member=yes"]);
  });
});
