import type { FindingText } from "../text.ts";

/** Opened, then lost: the server or the network gave way, or the page was suspended. */
export const DROPPED_TEXTS = {
  "server-restart": {
    title: "Server restart: [{hostPort} ]closed with {code} after {age}{reason}",
    explanation:
      "The server says that it restarts. The connection was healthy; reconnect after a random delay, so that not every client returns in the same instant.",
    causes: ["A deploy or a restart of the server.", "A node is taken out of the cluster."],
    fixes: [
      {
        role: "client",
        text: "Reconnect after a random delay of 5 to 30 s, as the code's registration asks.",
      },
      { role: "server", text: "Drain connections over some seconds rather than all at once." },
    ],
    variants: {
      "going-away": {
        title: "Server going away: [{hostPort} ]closed with 1001 after {age}{reason}",
        explanation:
          "The server, or a proxy before it, leaves: usually a deploy, a drain, or a limit on a connection's lifetime.",
        causes: [
          "A deploy or a restart of the server.",
          "A proxy recycles its connections, or reloaded its settings: some close every WebSocket then, as Caddy does.",
        ],
        fixes: [
          {
            role: "client",
            text: "Reconnect after a short random delay, and take subscriptions up again.",
          },
          {
            role: "proxy",
            text: "Let open connections outlive a reload of the settings, in the block of the upstream.",
            settings: [{ product: "Caddy", text: "stream_close_delay 5m" }],
          },
        ],
      },
      together: {
        title: "Server restart, it seems: {together} of {host} broke in the same second",
        explanation:
          "All of them ended without a close frame in the same moment. That is a process that stopped or a proxy that reloaded, rather than one bad connection.",
        causes: [
          "The server was restarted, replaced by a deploy, or crashed.",
          "The proxy or load balancer reloaded.",
          "The network was lost for a moment.",
        ],
        fixes: [
          { role: "server", text: "Close sockets with 1012 when stopping, so that clients know." },
          { role: "client", text: "Reconnect after a random delay." },
        ],
      },
    },
  },
  "server-error": {
    title: "Server error: [{hostPort} ]closed with {code} {codeName} after {age}{reason}",
    explanation:
      "The server met a condition that it did not expect and gave the connection up. {meaning}",
    causes: [
      "An exception in the server's code, often set off by the last message it received.",
      "The server missed a pong to its ping, which some libraries report as 1011.",
    ],
    fixes: [
      { role: "server", text: "Look in the server's log at the time of the close." },
      {
        role: "client",
        text: "Reconnect with growing delays; stop if the same message fails again.",
      },
    ],
    variants: {
      told: {
        causes: ["What the server says itself{reason}."],
        fixes: [
          {
            role: "server",
            text: "Look for these words in the server's log at the time of the close.",
          },
          {
            role: "client",
            text: "Reconnect with growing delays; stop if the same message fails again.",
          },
        ],
      },
      unprovoked: {
        causes: [
          "An exception in the server's code; the page had sent nothing that could set it off.",
          "The server missed a pong to its ping, which some libraries report as 1011.",
        ],
        fixes: [
          { role: "server", text: "Look in the server's log at the time of the close." },
          { role: "client", text: "Reconnect with growing delays." },
        ],
      },
      gateway: {
        title: "Bad gateway: [{hostPort} ]closed with 1014 after {age}{reason}",
        explanation: "A gateway could not get a proper answer from the server behind it.",
        causes: [
          "The upstream server is down or restarting.",
          "The upstream speaks another protocol.",
        ],
        fixes: [
          { role: "server", text: "Check the upstream server and its log." },
          { role: "client", text: "Reconnect with growing delays." },
        ],
      },
    },
  },
  "server-overloaded": {
    title: "Server overloaded: [{hostPort} ]closed with 1013 after {age}{reason}",
    explanation:
      "The server sheds clients because it has too much to do. Coming back at once makes it worse.",
    causes: ["Too many clients or too much traffic.", "The server is still starting."],
    fixes: [
      {
        role: "client",
        text: "Try another of the server's addresses where there are several, else when the user asks again; never at once by itself.",
      },
      { role: "server", text: "Add capacity, or limit what each client may ask for." },
    ],
  },
  "page-suspended": {
    title: "The computer slept for {slept}[; the connection to {hostPort} did not outlive it]",
    explanation:
      "The wall clock ran ahead of the page's timers: the computer was asleep. The server or a proxy gave the silent connection up; neither end is at fault.",
    causes: ["Sleep or hibernation of the computer."],
    fixes: [
      {
        role: "client",
        text: "Reconnect at once on waking.",
        setting:
          "addEventListener('online', connect); addEventListener('pageshow', connect); document.addEventListener('visibilitychange', connect);",
      },
    ],
    variants: {
      browser: {
        title: "The browser suspended the page[ and closed its connection to {hostPort}]",
        explanation:
          "Safari closes the sockets of a page that it puts to sleep, as in the background, on a locked screen or on the way back in its history: “{error}” Neither the server nor the network is at fault.",
        causes: [
          "The page went into the background or into the history, or the device was locked.",
        ],
        fixes: [
          {
            role: "client",
            text: "Connect anew when the page is shown again.",
            setting:
              "addEventListener('pageshow', connect); document.addEventListener('visibilitychange', connect);",
          },
        ],
      },
      frozen: {
        title: "The tab was frozen[; the connection to {hostPort} did not outlive it]",
        explanation:
          "The browser froze the tab to save power. Its timers stood still, so no heartbeat went out.",
        causes: ["The tab was in the background for long, or energy saver was on."],
        fixes: [
          {
            role: "client",
            text: "Reconnect when the tab wakes.",
            setting: "document.addEventListener('resume', connect);",
          },
        ],
      },
    },
  },
  "never-arrived": {
    title: "Never arrived: the log of [{hostPort} ]covers the time and has no such request",
    explanation:
      "The log has a line of each other connection to this endpoint, and none of this one: the request did not come as far as the server that wrote it.",
    causes: [
      "Something before that server refused or lost it: another proxy, a firewall, the network.",
      "The name led to another server.",
    ],
    fixes: [
      { role: "proxy", text: "Look in the log of whatever stands before that server." },
      { role: "server", text: "Compare the address that the name has with the server's own." },
    ],
  },
  "ended-elsewhere": {
    title: "Ended elsewhere[ on the way to {hostPort}] after {age}",
    explanation:
      "A server's log tells of another end than the browser: the connection was over at another place on the way.",
    causes: [
      "Something between the two ended one of its sides and told the other something else, or nothing.",
      "The server behind a proxy failed, and the proxy closed the browser's side in its own words.",
    ],
    fixes: [],
  },
} as const satisfies Record<string, FindingText>;
