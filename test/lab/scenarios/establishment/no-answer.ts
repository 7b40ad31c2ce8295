import type { Scenario } from "../../scenario.ts";
import { failing } from "./answers.ts";

const secure = (url: string) => url.replace(/^ws:/, "wss:");

/** No HTTP answer at all, or one that is no WebSocket handshake. */
export const noAnswer: Scenario[] = [
  failing("nothing listens", ({ refusedUrl }) => refusedUrl, "/weather", "handshake-refused", {
    core: true,
  }),
  failing("the name does not resolve", () => "ws://weather.invalid", "/x", "handshake-dns"),
  failing(
    "a self-signed certificate",
    ({ selfSigned }) => selfSigned.url,
    "/echo",
    "handshake-tls",
  ),
  failing("an expired certificate", ({ expired }) => expired.url, "/echo", "handshake-tls"),
  failing(
    "a certificate of another host",
    ({ wrongHost }) => wrongHost.url,
    "/echo",
    "handshake-tls",
  ),
  failing("wss to a plain port", ({ faults }) => secure(faults.url), "/echo", "handshake-tls"),
  failing(
    "TCP reset in the handshake",
    ({ faults }) => faults.url,
    "/reset-handshake",
    "handshake-unreachable",
  ),
  failing(
    "closed without an answer",
    ({ faults }) => faults.url,
    "/drop-handshake",
    "handshake-not-websocket",
  ),
  failing("a mail server answers", ({ banner }) => banner.url, "/", "handshake-not-websocket"),
  failing(
    "a wrong Sec-WebSocket-Accept",
    ({ faults }) => faults.url,
    "/bad-accept",
    "handshake-not-websocket",
  ),
  failing(
    "a wrong Upgrade header",
    ({ faults }) => faults.url,
    "/bad-upgrade",
    "handshake-not-websocket",
  ),
  failing("half an answer", ({ faults }) => faults.url, "/half-handshake", [
    "handshake-not-websocket",
    "handshake-unreachable",
  ]),
  failing(
    "a subprotocol that nobody offered",
    ({ faults }) => faults.url,
    "/subprotocol/rain",
    "subprotocol-mismatch",
  ),
  failing(
    "none of the subprotocols that were offered",
    ({ faults }) => faults.url,
    "/no-subprotocol",
    "subprotocol-mismatch",
    {
      run: (page, { faults }) =>
        page.evaluate(
          (url) =>
            new Promise<void>((resolve) => {
              new WebSocket(url, ["rain", "snow"]).onclose = () => resolve();
            }),
          `${faults.url}/no-subprotocol`,
        ),
    },
  ),
];
