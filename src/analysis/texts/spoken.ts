import type { FindingId } from "../finding.ts";
import type { Words } from "./text.ts";

const RETRY = { role: "client", text: "Reconnect with growing delays." } as const;
const READ_IT = {
  role: "client",
  text: "Show or log what the server says: it tells more than the code.",
} as const;

/** The other side's own words, in a message or under whatever code, for findings that have other grounds as well. */
export const SPOKEN_VARIANTS = {
  "auth-rejected": {
    spoken: {
      title: "Credentials rejected: [{hostPort} ]said “{said}”[{ending}]",
      explanation: "{told} Trying again with the same credentials will fail again.",
      causes: [
        "The token or key is missing, wrong, expired or revoked.",
        "It is one of another application, cluster, project or environment than the server that was asked.",
        "The account may not do what was asked.",
      ],
      fixes: [
        {
          role: "credentials",
          text: "Get a fresh token, and compare its rights with what was asked, and the key with the server's.",
        },
        {
          role: "client",
          text: "Where the server misses a header: a browser's WebSocket sends none of the page's own. Put a short-lived token into the subprotocol, or into the first message.",
        },
        { role: "client", text: "Stop retrying until the user has logged in again." },
      ],
    },
    forbidden: {
      title: "Forbidden: {hostPort} said “{said}”[{ending}]",
      explanation:
        "A 403 says that the server will not do what was asked, and the message does not say why. {told} The same request will be refused again.",
      causes: [
        "The account or the key lacks the permission.",
        "A moderation, a guardrail or a firewall refused what was sent.",
        "The origin, the address or the region is not allowed.",
      ],
      fixes: [
        { role: "server", text: "Look in the server's log for what refused the request." },
        { role: "credentials", text: "Compare the account's rights with what was asked." },
        { role: "client", text: "Do not repeat the same request." },
      ],
    },
  },
  "rate-limited": {
    "connections-spoken": {
      title: "Too many at once: [{hostPort} ]said “{said}”[{ending}][{wait}]",
      explanation:
        "The service allows only so many connections, sessions, subscriptions or streams at the same time, and this client has reached the limit. {told}",
      causes: [
        "Old ones were not closed: each new one counts in addition, also those of another tab or an earlier page.",
        "The plan allows fewer than the load needs.",
      ],
      fixes: [
        {
          role: "client",
          text: "Close or end each one as soon as it is not needed, and wait for that before the next is begun.",
        },
        { role: "credentials", text: "Ask for a higher limit where so many are meant." },
      ],
    },
    spoken: {
      title: "Rate limited: [{hostPort} ]said “{said}”[{ending}][{wait}]",
      explanation: "This client comes or sends too often. {told}",
      causes: [
        "Too many requests or connections in a short time.",
        "Several tabs or users share one limit.",
        "A retry without backoff used the limit up.",
      ],
      fixes: [
        { role: "client", text: "Wait as long as the server asks, then go on more slowly." },
        { role: "credentials", text: "Ask for a higher limit where the load is meant." },
      ],
    },
  },
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
    "unsent-spoken": {
      title: "Message too big: [{hostPort} ]said “{said}”{ending}",
      explanation:
        "The server takes no message of that size. {told} {codeSays} What the page sent is not known, so which message it was cannot be told.",
      causes: ["A message is larger than the server's limit."],
      fixes: [
        {
          role: "server",
          text: "Look in the server's log for the size that it met, and at its limit.",
        },
      ],
    },
  },
  "idle-timeout": {
    spoken: {
      title: "Idle timeout: [{hostPort} ]said “{said}”[{ending}]",
      explanation:
        "The server says that the connection, or the session on it, was quiet for too long. {told} {codeSays}",
      causes: ["The server closes idle clients, and the page sent nothing in time."],
      fixes: [
        {
          role: "client",
          text: "Send what the service counts as use: its own heartbeat, or, for speech, audio. A ping of the connection may not count.",
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
      title: "Heartbeat missed: [{hostPort} ]said “{said}”[{ending}]",
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
      title: "Handshake timed out: [{hostPort} ]said “{said}”[{ending}]",
      explanation:
        "The WebSocket opened, but the login, subscription or first message that the server waits for did not come in time. {told} {codeSays}",
      causes: [
        "The page sends its first message late, or never.",
        "What has to be asked for anew on each connection, such as a subscription over HTTP, was asked for only on the first.",
        "What the page waits for before it logs in takes too long.",
      ],
      fixes: [
        {
          role: "client",
          text: "Send the login in the open event, and subscribe anew on each connection.",
        },
        { role: "server", text: "Give slow clients more time." },
      ],
    },
  },
  "server-restart": {
    spoken: {
      title: "Server restart: [{hostPort} ]said “{said}”[{ending}]",
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
      title: "Server overloaded: [{hostPort} ]said “{said}”[{ending}][{wait}]",
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
      title: "Refused by policy: [{hostPort} ]said “{said}”[{ending}]",
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
      title: "Upstream failure: [{hostPort} ]said “{said}”[{ending}]",
      explanation: "A service behind the server failed or could not be reached. {told} {codeSays}",
      causes: ["The service behind it is down, restarting or unreachable."],
      fixes: [{ role: "server", text: "Check the service behind it, and its log." }, RETRY],
    },
    spoken: {
      title: "Server error: [{hostPort} ]said “{said}”[{ending}]",
      explanation: "The server failed while it worked for this connection. {told} {codeSays}",
      causes: ["An error in the server's code."],
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
      title: "Message refused: [{hostPort} ]said “{said}”[{ending}]",
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
      title: "Not found: [{hostPort} ]said “{said}”[{ending}]",
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
      title: "A service behind {hostPort} failed, it says: “{said}”[{ending}][{wait}]",
      explanation: "The server passes on the error of a service behind it. {told} {codeSays}",
      causes: ["The service behind it is down, overloaded or unreachable."],
      fixes: [{ role: "server", text: "Check the service behind it, and its log." }, RETRY],
    },
  },
} as const satisfies Partial<Record<FindingId, Record<string, Words>>>;
