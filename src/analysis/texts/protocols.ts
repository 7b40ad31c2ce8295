import type { FindingId } from "../finding.ts";
import { SIZE_SETTINGS } from "./settings.ts";
import type { Words } from "./text.ts";

/** Ends that are told better where the messages, or the protocol they follow, are known. */
export const PROTOCOL_VARIANTS = {
  "closed-by-server": {
    renewal: {
      title: "Moved by {hostPort}: it announced “{said}” and invites the page back[{ending}]",
      explanation:
        "The service renews or moves a connection like this one now and then, and says so before. {signalMeaning} That is no fault; what counts is how soon the page is back, and whether it loses anything. {whoClosed}",
      causes: ["The service recycles connections, or empties one of its servers."],
      fixes: [
        {
          role: "client",
          text: "Open the next connection as soon as the announcement comes, and close this one when the new one is ready.",
        },
        {
          role: "client",
          text: "Take up the subscriptions again where the service does not move them.",
        },
      ],
    },
    announced: {
      title: "Closed by {hostPort} on purpose: it announced “{said}”[{ending}]",
      explanation:
        "The server said in a message of {protocol} that it ends the connection. {signalMeaning} {whoClosed} {signalAdvice}",
      causes: ["Code on the server ended this connection on purpose.", "A limit of the service."],
      fixes: [
        {
          role: "server",
          text: "Find the place that disconnects clients, and log why it does so.",
        },
        {
          role: "client",
          text: "React to the announcement in the page's code: not every library comes back by itself after it.",
        },
      ],
    },
  },
  "server-restart": {
    announced: {
      title: "Server restart: [{hostPort} ]announced “{said}”[{ending}]",
      explanation:
        "The server said in a message of {protocol} that it is about to stop. {signalMeaning} {whoClosed} {signalAdvice}",
      causes: ["A deploy or a restart of the server."],
      fixes: [{ role: "client", text: "Reconnect after a random delay of up to several seconds." }],
    },
  },
  "application-handshake-timeout": {
    protocol: {
      title: "{protocol} was not ready after {waited}: {ready} never came",
      explanation:
        "The WebSocket opened, but the handshake of {protocol} did not come to its end in time.{limit} {spoke}",
      causes: [
        "The page sends its first message late, or never.",
        "The server is too slow to answer, or waits for something behind it.",
      ],
      fixes: [
        { role: "client", text: "Send the first message of {protocol} in the open event." },
        { role: "server", text: "Look for what holds up the answer in the server's log." },
      ],
    },
    openclaw: {
      title: "OpenClaw's handshake timed out after {waited}: {phase}[ ({code})]",
      explanation:
        "The gateway closes a connection that has not logged in with a clean 1000 and no reason: what looks like a normal closure is its handshake timeout. Only its log says so.",
      causes: [
        "The page never sends connect, or waits for something before it does.",
        "The page's main thread is busy, or signing fails without a word.",
        "Something else than a gateway client opened the connection.",
      ],
      fixes: [
        { role: "client", text: "Answer connect.challenge with connect at once." },
        {
          role: "server",
          text: "Give slow clients more time; the gateway's log names the phase after “[ws] handshake timeout”.",
          setting: "OPENCLAW_HANDSHAKE_TIMEOUT_MS=30000",
        },
      ],
    },
    "openclaw-gateway": {
      title: "OpenClaw's gateway was too slow: after {waited}, {phase}[ ({code})]",
      explanation:
        "It was the gateway's turn, and its handshake timeout or the page's patience ran out first. The gateway then closes with a clean 1000 and no reason, which looks like a normal closure; only its log says so.",
      causes: [
        "The gateway's event loop is busy with agents, a compaction or other sessions.",
        "What the gateway asks before it answers, such as a device's signature, takes too long.",
      ],
      fixes: [
        {
          role: "server",
          text: "Give the gateway more time, or less to do at once; its log names the phase after “[ws] handshake timeout”.",
          setting: "OPENCLAW_HANDSHAKE_TIMEOUT_MS=30000",
        },
        { role: "client", text: "Connect again: a moment later it often succeeds." },
      ],
    },
  },
  "closed-before-ready": {
    protocol: {
      title: "Closed before {protocol} was ready, after {age}: {ready} never came",
      explanation:
        "The WebSocket opened, but it ended ({code}) before the handshake of {protocol} was complete. {spoke}",
      causes: [
        "The server refused the first message, or failed while it handled it.",
        "Client and server speak different versions.",
      ],
      fixes: [
        { role: "server", text: "Look in the server's log at the time of the close." },
        { role: "client", text: "Compare the first message with what the server expects." },
      ],
    },
    openclaw: {
      title: "OpenClaw's login was cut short: {phase}[{ending}]",
      explanation:
        "The opening is: challenge from the gateway, connect from the page, hello-ok from the gateway. It ended before hello-ok. The gateway's log has a line “closed before connect” for it.",
      causes: [
        "The gateway stopped or failed while the page logged in.",
        "The network or a proxy cut the connection.",
      ],
      fixes: [
        {
          role: "server",
          text: "Look in the gateway's log for “[ws] closed before connect”.",
        },
      ],
    },
  },
  "heartbeat-missed": {
    "engine-io": {
      title: "Socket.IO gave up after {silent} without a ping from {hostPort}",
      explanation:
        "The server promised a ping within {limit} (pingInterval + pingTimeout). None came, so the client library closed the connection: “ping timeout”. The page's close() only followed from that.",
      causes: [
        "The path is dead: a network change, sleep, or a proxy that dropped the connection.",
        "The server's event loop is blocked.",
        "The page was frozen or its main thread was busy.",
      ],
      fixes: [
        {
          role: "server",
          text: "Look for blocked event loops; ping more often behind proxies.",
          setting: "pingInterval: 25000, pingTimeout: 20000",
        },
        { role: "client", text: "Nothing: the library reconnects by itself." },
      ],
    },
    openclaw: {
      title: "OpenClaw's ticks stopped: nothing for {silent}, so the page closed",
      explanation:
        "The gateway ticks every 30 s. The page gave up after two to three ticks without any message, and {hung} passed until the close event came.",
      causes: ["The gateway hangs or was stopped.", "The network is gone without a word."],
      fixes: [
        {
          role: "server",
          text: "Check that the gateway's process answers to GET /healthz.",
        },
      ],
    },
  },
  "subprotocol-mismatch": {
    none: {
      title: "Subprotocol not answered: the page asked {hostPort} for one, and it named none",
      explanation:
        "The page offered subprotocols, and the server accepted the handshake without choosing one. The browser must then fail the connection.",
      causes: [
        "The server ignores Sec-WebSocket-Protocol.",
        "A proxy drops the header.",
        "The page puts something else into the subprotocol, such as a token, that the server must echo.",
      ],
      fixes: [
        {
          role: "server",
          text: "Answer with exactly one of the offered subprotocols.",
          settings: [{ product: "ws", text: "handleProtocols: (offered) => [...offered][0]" }],
        },
        { role: "client", text: "Offer none where the server needs none: new WebSocket(url)." },
      ],
    },
    twice: {
      title: "Subprotocol named twice: {hostPort} sent Sec-WebSocket-Protocol more than once",
      explanation:
        "The answer to a handshake names one subprotocol, once. The browser must then fail the connection.",
      causes: [
        "The application adds the header to the one that its library writes.",
        "A proxy adds the header to the server's answer.",
      ],
      fixes: [
        {
          role: "server",
          text: "Let the library choose the subprotocol, and do not write the header by hand.",
        },
      ],
    },
    unasked: {
      title: "Subprotocol not asked for: [{hostPort} ]named one, and the page had offered none",
      explanation:
        "The server may only choose among the subprotocols that the page offers. The browser must then fail the connection.",
      causes: [
        "The page forgot the second argument of new WebSocket().",
        "The server always names its subprotocol.",
      ],
      fixes: [
        {
          role: "client",
          text: "Offer the subprotocol that the server speaks: new WebSocket(url, [name]).",
        },
        { role: "server", text: "Name a subprotocol only where the client has offered it." },
      ],
    },
    close: {
      title: "Subprotocol not accepted: [{hostPort} ]closed with {code} after {age}{reason}",
      explanation:
        "The server took the connection and then refused its subprotocol. The page had offered: {offered}.",
      causes: ["Client and server library are of different versions or kinds."],
      fixes: [
        {
          role: "client",
          text: "Offer the subprotocol that the server speaks.",
          setting: 'new WebSocket(url, ["graphql-transport-ws"])',
        },
        { role: "server", text: "Serve the subprotocol of the client's library." },
      ],
    },
  },
  "message-too-big": {
    limit: {
      title:
        "Message too big, it seems: the end ({code}) came right after {largest}[; the limit of {owner} is {limit}]",
      explanation:
        "The connection ended at once after the largest message so far. It reached a limit that is common; many servers and proxies drop the connection there without 1009.",
      causes: ["The message is larger than a limit of the server or of a proxy."],
      fixes: [
        {
          role: "server",
          text: "Compare the limit with the size, and raise it.",
          setting: "{setting}",
        },
        { role: "client", text: "Split the message, or upload large data over HTTP." },
      ],
    },
    repeated: {
      title:
        "Message too big, it seems: {repeats} connections broke right after their largest message[, this one after {largest}]",
      explanation:
        "Each of them ended at once after a message larger than any that went well. A limit on the way is the likely reason, though nobody said 1009.",
      causes: ["The messages are larger than a limit of the server or of a proxy."],
      fixes: [
        {
          role: "server",
          text: "Look for the limit and raise it, for instance to 32 MiB.",
          settings: SIZE_SETTINGS,
        },
        { role: "client", text: "Split the message, or upload large data over HTTP." },
      ],
    },
  },
} as const satisfies Partial<Record<FindingId, Record<string, Words>>>;
