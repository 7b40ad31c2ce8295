import { FRAME_VARIANTS } from "./frames.ts";
import { SIZE_SETTINGS } from "./settings.ts";
import type { FindingText } from "./text.ts";

/** What was sent did not please the other side. */
export const DATA_TEXTS = {
  "message-too-big": {
    title:
      "Message too big: [{hostPort} ]closed with 1009 after {age}[; the largest sent was {largest}]",
    explanation:
      "The server takes no message of that size. Sending it again after a reconnect ends the same way.",
    causes: [
      "A message is larger than the server's limit.",
      "A proxy or gateway on the way has a smaller limit.",
    ],
    fixes: [
      { role: "client", text: "Split the message, or upload large data over HTTP." },
      {
        role: "server",
        text: "Raise the limit, for instance to 32 MiB.",
        settings: SIZE_SETTINGS,
      },
    ],
    variants: {
      named: {
        title:
          "Message too big: [{hostPort} ]closed with 1009[; the largest sent was {largest}, and the limit of {owner} is {limit}]",
        causes: ["{owner} takes no more than {limit} unless it is told otherwise."],
        fixes: [
          { role: "client", text: "Split the message, or upload large data over HTTP." },
          { role: "server", text: "{change}", setting: "{setting}" },
        ],
      },
      stated: {
        title:
          "Message too big: [{hostPort} ]takes {limit} by its own words[; the largest sent was {largest}]",
        explanation:
          "Whoever closed named the limit in its reason{reason}. Sending it again after a reconnect ends the same way.",
        causes: [
          "A message, or one frame of it, is larger than that.",
          "The limit is of a gateway before the server, which closes in its own words: Netty counts the frame, as in Spring Cloud Gateway and Vert.x.",
        ],
        fixes: [
          { role: "client", text: "Split the message, or upload large data over HTTP." },
          {
            role: "server",
            text: "Raise the limit where it is set: server, or gateway before it.",
            settings: [
              {
                product: "Spring Cloud Gateway",
                text: "spring.cloud.gateway.httpclient.websocket.max-frame-payload-length: 33554432",
              },
              ...SIZE_SETTINGS,
            ],
          },
        ],
      },
      unsent: {
        title: "Message too big: [{hostPort} ]closed with 1009 after {age}{reason}",
        explanation:
          "The server takes no message of some size. No message of the page is known here, so which one it was cannot be told: it may not have been recorded, or something on the way counts otherwise.",
        causes: [
          "A message that is not recorded is larger than the server's limit.",
          "A proxy or gateway on the way has a smaller limit, for what the server sends, too.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look in the server's log for the size that it met, and compare it with the limit.",
            settings: SIZE_SETTINGS,
          },
        ],
      },
      browser: {
        title: "Message too big: the browser cannot take what {hostPort} sent",
        explanation:
          "The server sent a message larger than the browser can hold, so the browser failed the connection.",
        causes: ["The server sends one huge message."],
        fixes: [{ role: "server", text: "Split the message." }],
      },
    },
  },
  "invalid-payload": {
    title: "Invalid payload: [{hostPort} ]closed with 1007 after {age}{reason}",
    explanation:
      "The server got a message whose content does not fit its type, such as text that is not UTF-8.",
    causes: [
      "Binary data is handled as text on the way.",
      "The server reports its own validation errors with 1007.",
    ],
    fixes: [
      { role: "client", text: "Send binary data as ArrayBuffer or Blob." },
      { role: "server", text: "Look at the last message before the close." },
    ],
    variants: {
      browser: {
        title: "Invalid payload: [{hostPort} ]sent text that is not UTF-8",
        explanation:
          "The browser must fail a connection whose text is not valid UTF-8. The page only sees 1006.",
        causes: [
          "The server sends binary data as text.",
          "The server cuts text in the middle of a character.",
        ],
        fixes: [
          {
            role: "server",
            text: "Send binary messages as binary, and never cut within a character.",
          },
        ],
      },
    },
  },
  "unsupported-data": {
    title: "Unsupported data: [{hostPort} ]closed with 1003 after {age}{reason}",
    explanation:
      "The server does not take this kind of data, for instance binary where it wants text.",
    causes: [
      "The page sends binary to a text-only endpoint, or the reverse.",
      "The message type is not known to the server.",
    ],
    fixes: [
      { role: "client", text: "Send the type that the server expects; JSON goes as a string." },
    ],
  },
  "protocol-error": {
    title: "Protocol error: [{hostPort} ]closed with 1002 after {age}{reason}",
    explanation:
      "The server says that the frames it received break the protocol. A page cannot make frames, so something between browser and server changed them.",
    causes: [
      "A proxy rewrites frames or compression.",
      "The server's library has a fault, or uses 1002 for errors of its own.",
    ],
    fixes: [
      {
        role: "server",
        text: "Switch compression off to try.",
        settings: [{ product: "ws", text: "perMessageDeflate: false" }],
      },
      { role: "proxy", text: "Let the proxy pass the connection through without inspection." },
    ],
    variants: {
      ...FRAME_VARIANTS,
      browser: {
        title: "Protocol error: [{hostPort} ]sent a frame that breaks the protocol",
        explanation:
          "The browser must fail such a connection; the page only sees 1006. DevTools' words are in the evidence.",
        causes: [
          "The server's frames are hand-made and wrong.",
          "A proxy rewrites frames or compression.",
        ],
      },
    },
  },
  "policy-violation": {
    title: "Policy violation: [{hostPort} ]closed with 1008 after {age}{reason}",
    explanation:
      "The server refuses what the page does, without saying more by the code. Very often it is a message before login, a foreign origin, or a limit.",
    causes: [
      "Not logged in, or not allowed.",
      "Messages in the wrong order.",
      "A limit was passed.",
    ],
    fixes: [
      { role: "server", text: "Say what was violated in the close reason." },
      {
        role: "client",
        text: "Compare the last messages with what the server expects at that point.",
      },
    ],
    variants: {
      told: {
        title: "Policy violation: [{hostPort} ]closed with 1008 after {age} and says why{reason}",
        explanation:
          "1008 only says that the server refuses what the page does; its reason says what it minds. The same will be refused again.",
        causes: [
          "What the reason says: something in what the page sent or asked for is not allowed, not supported or not as the server wants it.",
        ],
        fixes: [
          {
            role: "client",
            text: "Compare the last messages sent with the reason, and with what the server documents.",
          },
          { role: "client", text: "Do not retry unchanged." },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
