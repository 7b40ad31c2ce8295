import type { FindingText } from "./text.ts";

/** Somebody waited for the other side. */
export const WAITING_TEXTS = {
  "application-handshake-timeout": {
    title: "No answer to the first message: [{hostPort} ]ended after {waited}, {times} times",
    explanation:
      "The socket opened and the page spoke, but the server never answered. The end comes at the same age each time, as when a time limit for the opening runs out.",
    causes: [
      "The server did not understand or accept the first message, and waits for another.",
      "What the server asks before it answers, such as a login service, hangs.",
    ],
    fixes: [
      { role: "client", text: "Compare the first message with what the server expects." },
      {
        role: "server",
        text: "Answer with an error, and close with a code and a reason, when the opening takes too long.",
      },
    ],
    variants: {
      hello: {
        title:
          "The page never answered the greeting: [{hostPort} ]ended after {waited}, {times} times",
        explanation:
          "The server spoke first and the page said nothing, though it did on other connections to this endpoint. The end comes at the same age each time, as when a time limit for the login runs out.",
        causes: ["The page's code had no credentials yet, or failed before it could answer."],
        fixes: [
          {
            role: "client",
            text: "Look for errors in the console, and send the login as soon as the greeting comes.",
          },
        ],
      },
      asked: {
        title:
          "Never logged in: [{hostPort} ]asked for it (“{asked}”), the page was silent for {waited}",
        explanation:
          "The socket opened and the server asked the page to log in. The page sent nothing at all, and the connection was ended. No proxy's idle limit and no heartbeat is the matter: the server waited for the login.",
        causes: [
          "The page's code does not answer that message, or expects the login to be done by a header, a cookie or the address, which this server does not read.",
          "The page had no token yet, or failed before it could send it.",
        ],
        fixes: [
          {
            role: "client",
            text: "Answer “{asked}” with the login message that the server documents, as soon as it comes.",
          },
          {
            role: "server",
            text: "Close with a code and a reason when no login came in time, so that clients can show it.",
          },
        ],
      },
      both: {
        title: "Nobody spoke: [{hostPort} ]ended after {waited}, {times} times",
        explanation:
          "The socket opened, but no first message followed, though it did on other connections to this endpoint. The end comes at the same age each time, as when a time limit for the opening runs out.",
        causes: [
          "The page waits for something before it logs in.",
          "The server waits for a login that never comes.",
        ],
        fixes: [{ role: "client", text: "Open the socket only when the login can be sent." }],
      },
    },
  },
  "closed-before-ready": {
    title: "Ended before the server said a word: [{hostPort} ]after {waited}",
    explanation:
      "The socket opened and the page spoke, but the connection ended before any answer. The opening of the application's own protocol never came to its end.",
    causes: [
      "The server failed on the first message.",
      "The server refused the login without saying so.",
    ],
    fixes: [
      {
        role: "server",
        text: "Look in the server's log at this time; answer errors with a message or a close code.",
      },
      { role: "client", text: "Compare the first message with what the server expects." },
    ],
    variants: {
      hello: {
        title: "Ended before the page answered: [{hostPort} ]after {waited}",
        explanation:
          "The server spoke first, and the connection ended before the page answered, as it does on other connections to this endpoint.",
        causes: [
          "The page was slow or failed before it could answer.",
          "The server changed its mind.",
        ],
      },
      // Only a repetition makes this one worth a finding; the words are here to be complete.
      both: {
        title: "Ended before anybody spoke: [{hostPort} ]after {waited}",
        explanation: "The socket opened, but it ended before a first message either way.",
      },
    },
  },
  "response-timeout": {
    title:
      "No response: {requests}[ to {hostPort}] had no answer for {waited}, and the page gave up",
    explanation:
      "The connection was open, but nothing came back, so the page closed it. The handshake and the network had been fine.",
    causes: [
      "The server hangs, or works on the request for longer than the page waits.",
      "The network was lost without a word.",
      "The server does not know this request and stays silent.",
    ],
    fixes: [
      {
        role: "server",
        text: "Look in the server's log for the request; answer errors rather than staying silent.",
      },
      { role: "client", text: "Let the page wait longer than the server's slowest answer." },
    ],
    variants: {
      cut: {
        title: "No response: {requests}[ to {hostPort}] had no answer for {waited}, then it broke",
        explanation:
          "Until then every message was answered soon. Then nothing came back, and the connection broke: the other side was dead or stuck before the end.",
      },
      waiting: {
        title: "No response: {requests}[ to {hostPort}] have had no answer for {waited}",
        explanation:
          "The connection is open, and until now every message was answered soon. The other side is stuck, or the line is dead without either side knowing. {deaf}",
      },
      one: {
        title: "No response: {requests}[ to {hostPort}] have had no answer for {waited}",
        explanation:
          "The connection is open and other messages arrive, but these requests are not answered, as others of their kind were. {deaf}",
        causes: [
          "The server works on them, or has lost them.",
          "The answer comes under another number than the request.",
        ],
      },
    },
  },
  "close-hung": {
    title: "Close hangs: close() was called {hung} ago, and {hostPort} does not answer",
    explanation:
      "The page asked to close; the other side should answer within a round trip. Until it does, or the browser gives up after a minute or so, there is no close event.",
    causes: ["The other side is dead or stuck.", "The network was lost without a word."],
    fixes: [
      { role: "client", text: "Do not wait for the close event: reconnect when you call close()." },
      { role: "server", text: "Answer close frames even while busy." },
    ],
    variants: {
      ended: {
        title:
          "Close hung: [{hostPort} ]did not answer close() for {hung}, then the browser gave up",
        explanation:
          "The page asked to close and the other side never answered, so the browser ended the connection by itself (1006).",
      },
    },
  },
  "slow-handshake": {
    title: "Slow handshake: [{hostPort} ]took {took} to accept the connection",
    explanation:
      "The handshake succeeded, but late; until then the page had no connection. {usual}",
    causes: [
      "The server was starting, as serverless platforms do after a pause.",
      "The server does slow work, such as a login, before it accepts.",
      "A slow or distant network.",
    ],
    fixes: [
      {
        role: "server",
        text: "Accept first, and do slow work after open; keep one instance warm.",
      },
    ],
  },
  "slow-ready": {
    title: "Slow to be ready: [{hostPort} ]took {took} from open until {protocol} was ready",
    explanation:
      "The WebSocket opened in time, but what the application has to say before it can work came late; until then the page had a connection that it could not use. {whose} {usual}",
    causes: [
      "The page fetches something, such as a token, before it sends its first message; or a person has to type it.",
      "The server looks up something slow, such as a login, before it answers; or it was starting.",
    ],
    fixes: [
      {
        role: "client",
        text: "Fetch what the first message needs before the socket is opened, and send it in the open event.",
      },
      {
        role: "server",
        text: "Answer first and look up the rest afterwards; measure what the login waits for.",
      },
    ],
  },
  "slow-responses": {
    title:
      "Slow responses: {slowCount} of {answers} from {hostPort} took over {slow}[, up to {slowest}; half of them came within {median}]",
    explanation:
      "Answers usually come soon, but some take far longer. Large messages before them, a busy server, one slow kind of request or a bad line do that.",
    causes: [
      "The server was overloaded at times.",
      "A large message held up those behind it.",
      "Packets were lost.",
    ],
    fixes: [
      { role: "server", text: "Compare the times of the slowest answers with the server's load." },
    ],
  },
} as const satisfies Record<string, FindingText>;
