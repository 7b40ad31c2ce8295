import type { FindingText } from "./text.ts";

/** Ends that somebody asked for: the page, the server, or whoever left the page. */
export const CLOSED_TEXTS = {
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
      unheard: {
        title: "Closed by the page {asked}, after {age} without a word[ from {hostPort}]",
        explanation:
          "The page's own code called close(). Until then the server had sent nothing at all, so the page, or its library, may have given up waiting for a first message.",
        causes: [
          "The client waits for a greeting or an answer that this server does not send: another version, another protocol, or another program at this address.",
          "The page only sends, and was done.",
        ],
        fixes: [
          {
            role: "client",
            text: "Compare what the client expects first with what the server sends first: their versions and the path must fit.",
          },
          {
            role: "server",
            text: "Look whether the connection arrived at the program that is meant, and what it waits for.",
          },
        ],
      },
      unanswered: {
        title: "Closed by the page {asked}, after {age}[; {hostPort} never confirmed it (1006)]",
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
      crashed: {
        title: "The tab's page crashed or was killed, after {age}",
        explanation:
          "The page stopped without leaving: it did not say that it goes (no pagehide event), and its tab is still there with no process behind it. The sockets ended with that process, not because of the server or the network. Whether it crashed or was killed the browser does not tell.",
        causes: [
          "The page's process crashed, often because it ran out of memory.",
          "The page's process was killed: by the browser's or the system's task manager, or because the computer ran out of memory.",
        ],
        fixes: [
          {
            role: "client",
            text: "Reload the tab, and watch the page's memory in the browser's task manager (Shift+Esc) until it happens again. chrome://crashes lists the crashes that were recorded.",
          },
        ],
      },
      "frame-crashed": {
        title: "A frame of the page crashed or was killed, after {age}",
        explanation:
          "The frame (an iframe) stopped without leaving: one that is removed or goes to another page says so (pagehide event), and this one did not, while the page around it is still there. The sockets ended with the frame's process, not because of the server or the network. Whether it crashed or was killed the browser does not tell.",
        causes: [
          "The frame's process crashed, often because it ran out of memory. All frames of one site share it.",
          "The frame's process was killed: by the browser's or the system's task manager, or because the computer ran out of memory.",
        ],
        fixes: [
          {
            role: "client",
            text: "Load the frame again, and watch its line (“Subframe”) in the browser's task manager (Shift+Esc) until it happens again. chrome://crashes lists the crashes that were recorded.",
          },
        ],
      },
      discarded: {
        title: "The browser discarded the tab, after {age}",
        explanation:
          "To save memory the browser unloaded the page in the background and kept only its tab. Its sockets ended with it. The page is loaded anew when the tab is shown.",
        causes: ["The tab was long in the background, or memory was short."],
        fixes: [
          {
            role: "client",
            text: "Expect a fresh page load: keep what must survive in storage, and connect again from there.",
          },
        ],
      },
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
    variants: {
      answered: {
        explanation:
          "The server ended the connection in the proper way, {since} after the page had sent “{sent}”, and gave no reason. If that was not the end that the page wanted, then the server minds something in what it was sent: a setting, a name, a field, a right. Which one cannot be known from here: a clean close without a reason hides it.",
        causes: [
          "The server was done.",
          "The server does not accept what the page sent first, and closes without saying so.",
        ],
        fixes: [
          {
            role: "server",
            text: "Where it is a refusal, close with 1008 or a code of its own and a reason.",
          },
          {
            role: "client",
            text: "Where it is not meant, leave out of the first message what is optional, and add it again piece by piece.",
          },
        ],
      },
    },
  },
  "closed-by-server": {
    title: "Closed by {hostPort} with {code} {codeName} after {age}{reason}",
    explanation: "{meaning} {advice}",
    causes: ["The server's own rules."],
    fixes: [{ role: "server", text: "Give a reason with the close, so that clients can show it." }],
    variants: {
      registered: {
        explanation: "{meaning} {shared} {advice}",
        causes: ["What the number is registered for, unless the service documents another use."],
      },
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
} as const satisfies Record<string, FindingText>;
