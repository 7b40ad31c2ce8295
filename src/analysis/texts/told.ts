import type { FindingId } from "../finding.ts";
import type { FindingText, Words } from "./text.ts";

const RETRY = { role: "client", text: "Reconnect with growing delays." } as const;
const READ_IT = {
  role: "client",
  text: "Show or log what the server says: it tells more than the code.",
} as const;

const OWN_IDENTITY = {
  role: "client",
  text: "Give each tab an identity of its own, or share one connection among the tabs.",
} as const;
const FIGHT: Words = {
  title:
    "Two connections[ to {hostPort}] end each other: taken over {times} times[ in {span}], {where}",
  explanation:
    "The server keeps one connection of an identity and ends the older when a newer opens. {told} The one that lost reconnects by itself and throws the other out in turn, so the two fight for ever. {same} Neither the network nor a time limit is at fault.",
  causes: [
    "Two tabs, frames or components use the same user, client id or session, and each reconnects when it is replaced.",
    "Code that connects runs twice in the page.",
  ],
  fixes: [{ role: "client", text: "{stay}" }, OWN_IDENTITY],
};

/** New findings that rest on the other side's own words. */
export const TOLD_TEXTS = {
  "taken-over": {
    title: "Taken over: [{hostPort} ]said “{said}”{ending}",
    explanation:
      "Another connection of the same identity ended this one: the server keeps one and gives the place to the newer. {told} {codeSays}",
    causes: [
      "The same user, client id or session connected once more: another tab, another device, or a reload before the old socket was gone.",
      "The page opens a second socket without closing the first.",
    ],
    fixes: [
      {
        role: "client",
        text: "Do not reconnect after this end: two that do so throw each other out for ever.",
      },
      OWN_IDENTITY,
    ],
    variants: {
      fight: FIGHT,
      "fight-mqtt": {
        ...FIGHT,
        title:
          "Two connections[ to {hostPort}] with the same client id end each other: {times} times[ in {span}], {where}",
        causes: [
          "Two clients connect with the same MQTT client id. A broker keeps one connection for each client id and ends the older when the same id connects again (MQTT 3.1.1 §3.1.4, MQTT 5 §3.1.4), and each client reconnects by itself.",
          "The client id is fixed in the page's code, so that two tabs, frames or users have the same.",
        ],
        fixes: [
          {
            role: "client",
            text: "Make the client id unique for each client.",
            setting: "mqtt.connect(url, { clientId: 'tab-' + crypto.randomUUID() })",
          },
          { role: "client", text: "Or share one connection among the tabs." },
        ],
      },
    },
  },
  "protocol-mismatch": {
    title: "Different versions: [{hostPort} ]said “{said}”{ending}",
    explanation:
      "Client and server do not speak the same version of the application's protocol. {told} {codeSays} Trying again will end the same way.",
    causes: [
      "One of the two was updated and the other was not; a cached page counts as not updated.",
      "The page offers a subprotocol that this server does not speak.",
    ],
    fixes: [
      { role: "client", text: "Reload the page without its cache, or update the client library." },
      { role: "server", text: "Keep the older version for as long as its clients live." },
    ],
    variants: {
      shown: {
        title:
          "Different versions of {protocol}: the page speaks {page}, the server {server}{ending}",
        explanation:
          "Both opened the connection and do not understand each other: {sign}. Whatever ends it later, a timeout of a heartbeat or an error, is only a consequence; trying again will end the same way.",
        causes: [
          "The client library and the server's library are of different generations.",
          "A cached page, or a bundle with two copies of the library, uses the other one.",
        ],
        fixes: [
          {
            role: "client",
            text: "Install the client library of the server's generation.",
            settings: [
              { product: "Socket.IO 2 server", text: "npm install socket.io-client@2" },
              { product: "graphql-transport-ws", text: "npm install graphql-ws" },
            ],
          },
          {
            role: "server",
            text: "Or update the server; some speak both for a while.",
            settings: [
              { product: "Socket.IO 3 and 4", text: "new Server(http, { allowEIO3: true })" },
            ],
          },
        ],
      },
    },
  },
} satisfies Partial<Record<FindingId, FindingText>>;

/** The other side's own words under whatever code, for findings that have other grounds as well. */
export const TOLD_VARIANTS = {
  "message-too-big": {
    spoken: {
      title:
        "Message too big: [{hostPort} ]said “{said}”{ending}[; the largest sent was {largest}]",
      explanation:
        "The server takes no message of that size. {told} {codeSays} Sending it again after a reconnect ends the same way.",
      causes: ["A message is larger than the server's limit."],
      fixes: [
        { role: "client", text: "Split the message, or upload large data over HTTP." },
        { role: "server", text: "Raise the limit for messages." },
      ],
    },
  },
  "idle-timeout": {
    spoken: {
      title: "Idle timeout: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server says that the connection, or the session on it, was quiet for too long. {told} {codeSays}",
      causes: ["The server closes idle clients, and the page sent nothing in time."],
      fixes: [
        {
          role: "client",
          text: "Send a heartbeat, or the message that the service counts as use.",
        },
        { role: "server", text: "Raise the server's idle limit." },
      ],
    },
  },
  "heartbeat-missed": {
    "page-words": {
      title:
        "Heartbeat missed: the page gave {hostPort} up with “{said}”, {silent} after its last message",
      explanation:
        "The page watches for a sign of life of the server and closed the connection because none came. Its close() is the consequence; the silence before it is the fault.",
      causes: [
        "The server hangs, or answers the page's heartbeat no longer.",
        "The network or a proxy dropped the connection without a word.",
        "The server sends its sign of life more seldom than the page waits for it.",
      ],
      fixes: [
        {
          role: "server",
          text: "Look for a pause in the server's log at the time of its last message; send or answer heartbeats more often than the page waits.",
        },
        {
          role: "client",
          text: "Let the page wait for more than two of the server's intervals: its timeout and the server's interval must agree.",
        },
      ],
    },
    watchdog: {
      title: "Heartbeat missed: {library} gave up after {silent} without a message from {hostPort}",
      explanation:
        "The client library closes a connection on which nothing came for {limit} ({client}). Its close() says no word of that; the silence before it is the fault.",
      causes: [
        "The path is dead: a network change, or a proxy that dropped the connection.",
        "The server hangs, or its interval ({server}) is longer than the client waits.",
      ],
      fixes: [
        {
          role: "server",
          text: "Send a sign of life at least twice within {limit}: {server} must fit the client's {client}.",
        },
        { role: "client", text: "Or let the client wait longer: {client}." },
      ],
    },
    spoken: {
      title: "Heartbeat missed: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server says that it waited for a sign of life and got none. {told} {codeSays}",
      causes: [
        "The network was lost or stalled for a while.",
        "The page does not send the heartbeat that the server expects, or too seldom.",
      ],
      fixes: [
        { role: "client", text: "Send the heartbeat that the server's protocol asks for." },
        { role: "server", text: "Wait for more than two of the client's intervals." },
      ],
    },
  },
  "application-handshake-timeout": {
    spoken: {
      title: "Handshake timed out: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The WebSocket opened, but the login or first message that the server waits for did not come in time. {told} {codeSays}",
      causes: [
        "The page sends its first message late, or never.",
        "What the page waits for before it logs in takes too long.",
      ],
      fixes: [
        { role: "client", text: "Send the login in the open event." },
        { role: "server", text: "Give slow clients more time." },
      ],
    },
  },
  "server-restart": {
    spoken: {
      title: "Server restart: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server stops, restarts or moves its clients. {told} {codeSays} The connection was healthy.",
      causes: ["A deploy, a restart or maintenance.", "A node is taken out of the cluster."],
      fixes: [
        { role: "client", text: "Reconnect after a random delay." },
        { role: "server", text: "Close with 1012 when restarting, so that clients know." },
      ],
    },
  },
  "server-overloaded": {
    spoken: {
      title: "Server overloaded: [{hostPort} ]said “{said}”{ending}[{wait}]",
      explanation:
        "The server is full or busy, or this client reads too slowly for it. {told} {codeSays}",
      causes: [
        "Too many clients or too much traffic.",
        "The page handles messages more slowly than they come.",
      ],
      fixes: [
        { role: "client", text: "Reconnect with longer, random delays." },
        { role: "client", text: "Do less in the message handler, or ask for fewer messages." },
        { role: "server", text: "Add capacity, or limit what each client may ask for." },
      ],
    },
  },
  "policy-violation": {
    spoken: {
      title: "Refused by policy: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server refuses by a rule: a region, a block, or what the content is about. {told} {codeSays} The same request will be refused again.",
      causes: [
        "The account, address or region is not allowed to use this service.",
        "The content was flagged.",
      ],
      fixes: [
        {
          role: "credentials",
          text: "Ask the service what the rule is and whether it can be lifted.",
        },
        READ_IT,
      ],
    },
  },
  "server-error": {
    upstream: {
      title: "Upstream failure: [{hostPort} ]said “{said}”{ending}",
      explanation: "A service behind the server failed or could not be reached. {told} {codeSays}",
      causes: ["The service behind it is down, restarting or unreachable."],
      fixes: [{ role: "server", text: "Check the service behind it, and its log." }, RETRY],
    },
    spoken: {
      title: "Server error: [{hostPort} ]said “{said}”{ending}",
      explanation: "The server failed while it worked for this connection. {told} {codeSays}",
      causes: ["An error in the server's code, often set off by the last message it received."],
      fixes: [
        {
          role: "server",
          text: "Look for these words in the server's log at the time of the close.",
        },
        RETRY,
      ],
    },
  },
  "invalid-payload": {
    spoken: {
      title: "Message refused: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server does not accept what the page sent: a field, a value, its format or its order. {told} {codeSays} Sending the same again ends the same way.",
      causes: [
        "A field is missing or has a wrong value, or the format is not the one that the server reads.",
        "The message came before the server expects it.",
      ],
      fixes: [
        {
          role: "client",
          text: "Compare the last message sent with what the server documents for it.",
        },
      ],
    },
  },
  "error-payload": {
    "not-found": {
      title: "Not found: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server knows no such thing under the name that the page gave. {told} {codeSays}",
      causes: [
        "The model, room, session or document was renamed or deleted, or never existed.",
        "The name is right but this account, version or server does not have it.",
      ],
      fixes: [
        { role: "client", text: "Check the name in the address and in the first messages." },
        { role: "client", text: "Do not retry: nothing changes by itself." },
      ],
    },
    upstream: {
      title: "A service behind {hostPort} failed, it says: “{said}”{ending}[{wait}]",
      explanation: "The server passes on the error of a service behind it. {told} {codeSays}",
      causes: ["The service behind it is down, overloaded or unreachable."],
      fixes: [{ role: "server", text: "Check the service behind it, and its log." }, RETRY],
    },
  },
} satisfies Partial<Record<FindingId, Record<string, Words>>>;
