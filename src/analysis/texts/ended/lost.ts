import type { FindingText } from "../text.ts";

/** Opened, then lost without a word of either side: what is left to tell of it. */
export const LOST_TEXTS = {
  "abnormal-closure": {
    title: "Lost without a close frame: [{hostPort} ]after {age}, idle for {idle} (1006)",
    explanation:
      "The connection broke after it had opened, and neither side said goodbye. The browser makes up 1006 for that; age and idle time before the end are the best traces.",
    causes: [
      "A proxy or load balancer cut a quiet connection.",
      "The server process died or dropped the connection.",
      "The network was lost.",
    ],
    fixes: [
      {
        role: "client",
        text: "Send a heartbeat more often than the shortest idle limit on the way: after {idle} of silence here, for instance every {beat}.",
      },
      {
        role: "proxy",
        text: "Raise the idle limit for WebSockets.",
        settings: [
          { product: "nginx", text: "proxy_read_timeout 1h;" },
          { product: "HAProxy", text: "timeout tunnel 1h" },
        ],
      },
      { role: "server", text: "Look for a crash in the server's log at the time of the end." },
    ],
    variants: {
      died: {
        title: "The server died, it seems: [{hostPort} ]was lost after {age} (1006), and {outcome}",
        explanation:
          "The connection broke and neither side said goodbye. {after} later {outcome}. A proxy that cuts a quiet connection, or a network that fails, leaves the server where it is; a process that ends does not.",
        causes: [
          "The server's process crashed, was killed, or ran out of memory.",
          "It was stopped or restarted without closing its connections.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look in the log of the server and of what runs it (systemd, Docker, Kubernetes) for why its process ended.",
            setting: "journalctl -u SERVICE --since '10 min ago'",
          },
          {
            role: "server",
            text: "Close sockets with 1001 or 1012 when stopping, so that clients know.",
          },
          {
            role: "client",
            text: "Reconnect with growing, random delays, so that a server in trouble can recover.",
          },
        ],
      },
      lost: {
        title:
          "Lost after {age}, idle for {idle}[: {hostPort}]; the browser says only that it broke",
        explanation:
          "The connection broke after it had opened, and neither side said goodbye. What the browser says is true of every such end: “{error}” Age and idle time before the end are the best traces.",
      },
      outlived: {
        title: "Lost after {age}, idle for {idle} (1006)[: {hostPort}]; it is no idle limit",
        explanation:
          "The connection broke after it had opened, and neither side said goodbye. The browser makes up 1006 for that. It is no idle limit: connections to this endpoint outlived a silence of {outlived}.",
        causes: [
          "The server process died, or dropped the connection.",
          "A proxy or firewall on the way dropped it, such as on a restart or a change of its settings.",
          "The network was lost.",
        ],
        fixes: [
          { role: "server", text: "Look for a crash in the server's log at the time of the end." },
          {
            role: "proxy",
            text: "Try once around the proxy: if the connection lives then, the proxy ends it.",
          },
          {
            role: "client",
            text: "Reconnect with growing, random delays, so that a server in trouble can recover.",
          },
        ],
      },
      interrupted: {
        title:
          "Lost after {age}[: {hostPort}], or the page was left; Firefox says the same of both",
        explanation:
          "We can't know which of the two it was, because Firefox has one sentence for a page that was left and for a connection that broke: “{error}” Nothing of the page is known after it.",
        causes: [
          "The page was left, loaded anew or closed, which ends its sockets.",
          "The server or something on the way dropped the connection.",
        ],
        fixes: [
          {
            role: "client",
            text: "Close sockets on “pagehide” to end them cleanly; if the page stayed, look in the server's log at the time.",
          },
        ],
      },
      "login-over": {
        title: "Lost after {age} (1006), and its login is over: [{hostPort} ]then {outcome}",
        explanation:
          "The connection broke and neither side said goodbye. {after} later the server or a proxy before it {outcome}. What the page was let in with at first does not count any more; whether the connection was cut for that, or broke by itself, cannot be known from here.",
        causes: [
          "The login ran out, or was ended elsewhere, while the connection was open.",
          "The connection broke for a reason of its own, such as a limit on its life or its silence, and only the way back needs the login.",
        ],
        fixes: [
          {
            role: "client",
            text: "After a refusal for the login stop retrying, and let the user log in again: load the page anew, or renew the token.",
          },
          {
            role: "proxy",
            text: "Let the login last as long as pages are in use, or renew it while they are.",
          },
        ],
      },
      "many-subscriptions": {
        explanation:
          "The connection broke in the midst of traffic, and neither side said goodbye. The page had asked for {asked}{more} subscriptions on it. Why it broke cannot be known from here; that services cut who asks for too much, or reads too slowly, without a word, is the first thing to rule out.",
        causes: [
          "The service limits the subscriptions of one connection, or how much it keeps for a client that does not read in time.",
          "The server process died, or dropped the connection for another reason.",
          "The network was lost.",
        ],
        fixes: [
          {
            role: "client",
            text: "Look up how many subscriptions the service allows on one connection, and spread them over several; add them slowly.",
          },
          {
            role: "server",
            text: "Refuse what is too much with an error, rather than cut the connection.",
          },
        ],
      },
      busy: {
        causes: [
          "The server process died, or dropped the connection on purpose.",
          "A proxy or firewall on the way does not let WebSockets live.",
          "The network was lost.",
        ],
        fixes: [
          { role: "server", text: "Look for a crash in the server's log at the time of the end." },
          {
            role: "proxy",
            text: "Try once around the proxy: if the connection lives then, the proxy ends it.",
          },
          {
            role: "client",
            text: "Reconnect with growing, random delays, so that a server in trouble can recover.",
          },
        ],
      },
      told: {
        title: "The browser gave the connection to {hostPort} up after {age}: {error}",
        explanation:
          "The browser itself failed the connection, and DevTools has its words. The page only sees 1006.",
        causes: [
          "What the server sent did not please the browser.",
          "The browser stopped the connection for a reason of its own.",
        ],
        fixes: [
          { role: "server", text: "Look in the server's log at the time of the end." },
          { role: "client", text: "If it repeats, try another browser: does it say more?" },
        ],
      },
      untold: {
        title: "Ended after {age}[; the file does not say how (connection to {hostPort})]",
        explanation:
          "This file was not written by Stormglass. It has the messages and when the connection was over, but no close code.",
        causes: ["The page closed it, the server did, or it broke."],
        fixes: [
          { role: "client", text: "Record the session with Stormglass to see the close code." },
        ],
      },
      "untold-side": {
        title:
          "Closed with {code} after {age}[; the file does not say which side closed (connection to {hostPort})]",
        explanation:
          "This file was not written by Stormglass. {code} is what a server says and what a browser says, as when the page leaves, and the file does not tell which one it was.",
        causes: ["The page closed it or went away, or the server did."],
        fixes: [{ role: "client", text: "Record the session with Stormglass to see who closed." }],
      },
      unseen: {
        title:
          "Ended after {age}[; how is not known, as a page worker owns this connection to {hostPort}]",
        explanation:
          "No extension can look into a page worker. DevTools shows that its socket is over and what it said until then, but not its close code.",
        causes: ["The worker closed it, the server did, or it broke."],
        fixes: [{ role: "client", text: "Log the close event's code and reason in the worker." }],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
