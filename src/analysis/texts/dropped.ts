import type { FindingText } from "./text.ts";

/** Opened, then ended. */
export const DROPPED_TEXTS = {
  "server-restart": {
    title: "Server restart: {hostPort} closed with {code} after {age}{reason}",
    explanation:
      "The server says that it restarts. The connection was healthy; reconnect after a random delay, so that not every client returns in the same instant.",
    causes: ["A deploy or a restart of the server.", "A node is taken out of the cluster."],
    fixes: [
      { role: "client", text: "Reconnect after a random delay of up to several seconds." },
      { role: "server", text: "Drain connections over some seconds rather than all at once." },
    ],
    variants: {
      "going-away": {
        title: "Server going away: {hostPort} closed with 1001 after {age}{reason}",
        explanation:
          "The server, or a proxy before it, leaves: usually a deploy, a drain, or a limit on a connection's lifetime.",
        causes: ["A deploy or a restart of the server.", "A proxy recycles its connections."],
      },
      together: {
        title: "Server restart, it seems: {together} of {host} broke in the same second",
        explanation:
          "All of them ended without a close frame in the same moment. That is a process that stopped or a proxy that reloaded, rather than one bad connection.",
        causes: [
          "The server was restarted or crashed.",
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
    title: "Server error: {hostPort} closed with {code} {codeName} after {age}{reason}",
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
      gateway: {
        title: "Bad gateway: {hostPort} closed with 1014 after {age}{reason}",
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
    title: "Server overloaded: {hostPort} closed with 1013 after {age}{reason}",
    explanation:
      "The server sheds clients because it has too much to do. Coming back at once makes it worse.",
    causes: ["Too many clients or too much traffic.", "The server is still starting."],
    fixes: [
      { role: "client", text: "Reconnect with longer, random delays." },
      { role: "server", text: "Add capacity, or limit what each client may ask for." },
    ],
  },
  "page-suspended": {
    title: "The computer slept for {slept}; the connection to {hostPort} did not outlive it",
    explanation:
      "The wall clock ran ahead of the page's timers: the computer was asleep. The server or a proxy gave the silent connection up; neither end is at fault.",
    causes: ["Sleep or hibernation of the computer."],
    fixes: [
      {
        role: "client",
        text: "Reconnect at once on waking.",
        setting: "visibilitychange, online, pageshow",
      },
    ],
    variants: {
      frozen: {
        title: "The tab was frozen; the connection to {hostPort} did not outlive it",
        explanation:
          "The browser froze the tab to save power. Its timers stood still, so no heartbeat went out.",
        causes: ["The tab was in the background for long, or energy saver was on."],
        fixes: [
          {
            role: "client",
            text: "Reconnect when the tab wakes.",
            setting: "document.addEventListener('resume', …)",
          },
        ],
      },
    },
  },
  "abnormal-closure": {
    title: "Lost without a close frame: {hostPort} after {age}, idle for {idle} (1006)",
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
        text: "Send a heartbeat more often than the shortest idle limit on the way, for instance every 25 s.",
      },
      {
        role: "proxy",
        text: "Raise the idle limit for WebSockets.",
        setting: "nginx: proxy_read_timeout 1h;",
      },
      { role: "server", text: "Look for a crash in the server's log at the time of the end." },
    ],
    variants: {
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
      untold: {
        title: "Ended after {age}; the file does not say how (connection to {hostPort})",
        explanation:
          "This file was not written by Stormglass. It has the messages and when the connection was over, but no close code.",
        causes: ["The page closed it, the server did, or it broke."],
        fixes: [
          { role: "client", text: "Record the session with Stormglass to see the close code." },
        ],
      },
      unseen: {
        title:
          "Ended after {age}; how is not known, as a page worker owns this connection to {hostPort}",
        explanation:
          "No extension can look into a page worker. DevTools shows that its socket is over and what it said until then, but not its close code.",
        causes: ["The worker closed it, the server did, or it broke."],
        fixes: [{ role: "client", text: "Log the close event's code and reason in the worker." }],
      },
    },
  },
  "closed-by-page": {
    title: "Closed by the page {asked}, after {age}",
    explanation: "The page's own code called close(). The evidence says where.",
    causes: [
      "The page no longer needed the connection.",
      "A library gave the connection up, for instance after a missed heartbeat.",
    ],
    fixes: [
      {
        role: "client",
        text: "If this was not meant to happen, look at the place that called close().",
      },
    ],
    variants: {
      connecting: {
        title: "Closed by the page before {hostPort} had answered, after {age}",
        explanation:
          "The page's own code called close() while the socket was still connecting. The browser reports that as an error and 1006, but nothing is wrong with the server.",
        causes: [
          "A component mounted and unmounted at once (React's StrictMode does so in development).",
          "A library replaced its connection, or its time limit is very short.",
        ],
        fixes: [
          {
            role: "client",
            text: "Open the socket outside of the component, or close it only once it is open.",
          },
        ],
      },
      unanswered: {
        title: "Closed by the page {asked}, after {age}; {hostPort} never confirmed it (1006)",
        explanation:
          "The page's own code called close(), but the server did not answer the close frame before the connection ended.",
        causes: [
          "The connection was dead already, which is why the page closed it.",
          "The server ends TCP without a close frame.",
        ],
        fixes: [
          {
            role: "client",
            text: "Look at the place that called close() and at what it was waiting for.",
          },
          { role: "server", text: "Answer a close frame with a close frame." },
        ],
      },
    },
  },
  "page-gone": {
    title: "The page went away, after {age}",
    explanation:
      "Navigation, reload or a closed tab took the page away, and the browser closed its sockets. Nothing failed.",
    causes: ["The user left or reloaded the page."],
    fixes: [],
    variants: {
      cached: {
        title: "The page went into the back/forward cache, after {age}",
        explanation:
          "The browser kept the page to show it again at once, and ended its connections. When the user comes back, the socket reports 1006.",
        causes: ["The user navigated; coming back restores the page."],
        fixes: [
          {
            role: "client",
            text: "Reconnect when the page comes back.",
            setting: "addEventListener('pageshow', (e) => { if (e.persisted) connect(); })",
          },
        ],
      },
    },
  },
  "closed-normally": {
    title: "Closed normally by {hostPort} after {age} ({code}){reason}",
    explanation:
      "The server ended the connection in the proper way. If the page needed it to live on, the reason lies in the last messages.",
    causes: ["The server was done."],
    fixes: [],
  },
  "closed-by-server": {
    title: "Closed by {hostPort} with {code} {codeName} after {age}{reason}",
    explanation: "{meaning} {advice}",
    causes: ["The server's own rules."],
    fixes: [{ role: "server", text: "Give a reason with the close, so that clients can show it." }],
    variants: {
      private: {
        explanation: "{whose}{meaning} {shared} {advice}",
        causes: ["What the service documents for {code}."],
        fixes: [
          { role: "client", text: "Look {code} up in the documentation of the service." },
          { role: "server", text: "Give a reason with the close, so that clients can show it." },
        ],
      },
    },
  },
} satisfies Record<string, FindingText>;
