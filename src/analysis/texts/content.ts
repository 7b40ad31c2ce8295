import type { FindingText } from "./text.ts";

/** What was said and sent, and with which credentials. */
export const CONTENT_TEXTS = {
  "token-expired": {
    title: "Token expired: [{hostPort} ]{outcome}[; the token in {where} ran out {ago} before]",
    explanation:
      "The page connected with a JSON Web Token whose time was already over. A new attempt with the same token will fail again.",
    causes: [
      "The page keeps the token it got when it was loaded, and reconnects with it.",
      "The token is renewed by a timer that does not run while the tab sleeps.",
      "The computer's clock is wrong.",
    ],
    fixes: [
      { role: "client", text: "Fetch a fresh token before each attempt, not once at the start." },
      {
        role: "credentials",
        text: "Compare the token's end (exp, in the evidence) with the time of the attempt.",
      },
      {
        role: "server",
        text: "Say so in the close, so that clients renew rather than retry.",
        setting: 'close(3000, "token expired")',
      },
    ],
    variants: {
      refused: {
        title: "Token expired: [{hostPort} ]{outcome}[; the token in {where} ran out {ago} before]",
      },
      expiring: {
        title: "Token ran out: [{hostPort} ]{outcome} after {age}, {ago} {side} the token's end",
        explanation:
          "The connection ended at the moment when the JSON Web Token that opened it, found in {where}, ran out. The server ends a connection with its token.",
        causes: ["The server limits a connection to the lifetime of its token."],
        fixes: [
          {
            role: "client",
            text: "Renew the token before it ends, by a message if the server knows one, or reconnect with a fresh one.",
          },
          {
            role: "server",
            text: "Let clients renew their token on the open connection, or issue tokens that live longer.",
          },
        ],
      },
    },
  },
  "quota-exhausted": {
    title: "Quota used up: [{hostPort} ]said “{said}”[{ending}][{wait}]",
    explanation:
      "The account's quota or credit is used up. That is no rate limit: waiting a little does not help. {told} {codeSays}",
    causes: [
      "The plan's monthly quota or prepaid credit is spent.",
      "The account has no valid payment method.",
      "Another user of the same key used it up.",
    ],
    fixes: [
      { role: "credentials", text: "Check the plan, the credit and the limits of the account." },
      { role: "client", text: "Stop retrying, and tell the user what the server said." },
    ],
    variants: {
      context: {
        title: "Token limit of the model passed: [{hostPort} ]said “{said}”[{ending}][{wait}]",
        explanation:
          "There are more tokens in the conversation or the request than may be sent at once. The key and the connection are all right; the same request will fail again. {told} {codeSays}",
        causes: [
          "The whole history is sent with each request.",
          "One message or document is too long for the model.",
        ],
        fixes: [
          {
            role: "client",
            text: "Shorten or summarise the history, or begin a new conversation.",
          },
          { role: "server", text: "Choose a model with a longer context, or cut old messages." },
        ],
      },
    },
  },
  "error-payload": {
    title: "{hostPort} reported an error: “{said}”[{ending}][{wait}]",
    explanation: "{told} A page that looks only at the close event never sees such an error.",
    causes: ["The request before it was refused.", "The server, or a service behind it, failed."],
    fixes: [
      { role: "client", text: "Handle error messages, and show or log what they say." },
      { role: "server", text: "Look for this error in the server's log at the same time." },
    ],
    variants: {
      overloaded: {
        title: "{hostPort} is overloaded, it says: “{said}”[{ending}][{wait}]",
        explanation: "The server, or a service behind it, has more to do than it can. {told}",
        causes: ["Too much load just now.", "The service behind the server is down."],
        fixes: [
          { role: "client", text: "Retry with growing random delays." },
          { role: "server", text: "Add capacity, or queue the requests." },
        ],
      },
    },
  },
  "secret-in-url": {
    title: "A credential stands in the address of {hostPort}: {names}",
    explanation:
      "Addresses are written into the logs of the server and of every proxy on the way, so whoever reads those can use the credential.",
    causes: ["A browser lets a page set no header on a WebSocket, so it went into the address."],
    fixes: [
      {
        role: "client",
        text: "Send the credential in the first message, or fetch a ticket that works once and for seconds, and put that into the address.",
      },
      { role: "proxy", text: "Keep query strings out of the access log." },
      { role: "credentials", text: "Replace this credential if logs were shared." },
    ],
    variants: {
      local: {
        explanation:
          "On this machine nobody else reads it. Elsewhere, addresses are written into the logs of every proxy on the way.",
      },
      "short-lived": {
        title: "A short-lived credential stands in the address of {hostPort}: {names}",
        explanation:
          "Addresses end up in logs. By its name or its lifetime this credential is worth nothing soon, which is the right way to do it.",
        fixes: [
          { role: "server", text: "Accept each ticket once only, and for less than a minute." },
        ],
      },
    },
  },
  "secret-in-page": {
    title: "The page holds a secret key of {owner}: it stands in {where}[ to {hostPort}]",
    explanation:
      "Whatever a page sends, its visitors can read, in this list as well as in the page's scripts. Who copies this key uses the account behind it, and its owner pays.",
    causes: [
      "A browser lets a page set no header on a WebSocket, so the key went where it could.",
      "What works on a server was copied into a page.",
    ],
    fixes: [
      {
        role: "server",
        text: "Keep the key on a server of one's own: let that make a key for minutes for each page, or let it speak to the provider for the page.",
      },
      { role: "credentials", text: "Replace this key if anybody else has opened the page." },
    ],
  },
  "token-expiring": {
    title: "The token[ of the connection to {hostPort}] runs out in {left}",
    explanation:
      "The credential in {where} is good for {left} from now. A server may end the connection then; a reconnect after that fails unless the page has fetched a fresh one.",
    causes: ["Tokens are made for a limited time."],
    fixes: [
      {
        role: "client",
        text: "Renew it before its end, by a message if the server knows one, and fetch a fresh one before each attempt.",
      },
    ],
    variants: {
      over: {
        title:
          "The token[ of the connection to {hostPort}] ran out {left} ago: the next reconnect is likely to fail[ with it]",
        explanation:
          "The credential in {where} has run out, and the server has let the connection live. Most servers check it when a connection opens, so the next attempt with the same one is likely to be refused; one that was renewed by other means than a message, or that nobody checks, does no harm.",
        fixes: [
          {
            role: "client",
            text: "Fetch a fresh token before each attempt, rather than keep the first one.",
          },
        ],
      },
    },
  },
  "insecure-transport": {
    title: "Not encrypted: ws://[ to {hostPort}]",
    explanation:
      "Everybody on the way can read and change these messages, credentials included. Proxies that know only HTTP break unencrypted WebSockets more often, too.",
    causes: ["The address is written with ws://, or made from a page that came by http://."],
    fixes: [
      { role: "client", text: "Use wss://.", setting: "wss://{host}{path}" },
      { role: "server", text: "Offer TLS, or put a proxy with a certificate before the server." },
    ],
    variants: {
      private: {
        title: "Not encrypted: ws://[ to {hostPort}] in the local network",
        explanation:
          "Within a network of one's own that may be meant so; everybody in it can read and change these messages.",
      },
    },
  },
  "sent-after-close": {
    title: "Lost without a word: {lost} ({bytes}) sent[ to {hostPort}] after the close",
    explanation:
      "The page called send() while the socket was closing or closed. The browser throws such data away and reports no error.",
    causes: [
      "The page does not look at readyState before it sends.",
      "A timer or a queue goes on after the connection has ended.",
    ],
    fixes: [
      {
        role: "client",
        text: "Send only while the socket is open, and keep the rest until it is open again.",
        setting:
          "if (socket.readyState === WebSocket.OPEN) socket.send(data); else queue.push(data);",
      },
    ],
  },
  "sent-before-open": {
    title: "Sent too early: send() threw {times} because {hostPort} had not answered yet",
    explanation:
      "While a socket is connecting, send() throws InvalidStateError. What was to be sent is lost unless the page catches the error.",
    causes: ["The page sends right after new WebSocket(), without waiting for the open event."],
    fixes: [
      {
        role: "client",
        text: "Send the first message in the open event.",
        setting: "socket.addEventListener('open', () => socket.send(data));",
      },
    ],
  },
  "malformed-json": {
    title: "Broken JSON: {malformed} with {hostPort} did not parse",
    explanation: "The connection speaks JSON, but not all of it parses. JSON.parse throws on that.",
    causes: ["A message is cut, or two are sent as one.", "Some messages are of another format."],
    fixes: [{ role: "server", text: "Send one whole JSON text in each message." }],
    variants: {
      send: {
        title: "Broken JSON: {malformed} sent[ to {hostPort}] did not parse (of {parsed})",
        explanation:
          "The page sends JSON, but not all of it parses. The first such message is in the evidence.",
        causes: [
          "A text is put together by hand instead of by JSON.stringify().",
          "A message is cut, or two are sent as one.",
        ],
        fixes: [{ role: "client", text: "Send JSON.stringify(value), one value in each message." }],
      },
      receive: {
        title: "Broken JSON: {malformed} from {hostPort} did not parse (of {parsed})",
        explanation:
          "The server sends JSON, but not all of it parses. A page whose message handler calls JSON.parse() throws there, and may never handle what comes after.",
        causes: [
          "The server cuts messages, or writes two as one.",
          "An error page or a log line got into the stream.",
        ],
        fixes: [
          { role: "server", text: "Send one whole JSON text in each message." },
          {
            role: "client",
            text: "Catch errors of JSON.parse() in the message handler, and log the text.",
          },
        ],
      },
      openclaw: {
        title: "OpenClaw could not read the page's first message: {format}",
        explanation:
          "The gateway closes such a connection with a clean 1000 and no reason, {after} after the message. Only its log says “parse/handle error: SyntaxError”.",
        causes: [
          "The page does not send JSON.",
          "Something else than a gateway client connects to this address.",
        ],
        fixes: [
          {
            role: "client",
            text: "Send connect as JSON text: a request whose type is req and whose method is connect.",
          },
          { role: "server", text: "Look in the gateway's log for “parse/handle error”." },
        ],
      },
    },
  },
  "mixed-format": {
    title: "Another format just before the end: {verb} {format} after {before} of another kind",
    explanation:
      "All messages of this direction had one format until shortly before {hostPort} and the page lost each other. The peer may not know what to do with the new one.",
    causes: [
      "A Blob or an ArrayBuffer is sent where a string was meant, or the reverse.",
      "An error text of a proxy or a library got into the stream.",
    ],
    fixes: [
      {
        role: "client",
        text: "Look at the message in the evidence; set binaryType and send one format.",
      },
      { role: "server", text: "Answer an unexpected format with 1003 and a reason." },
    ],
  },
} as const satisfies Record<string, FindingText>;
