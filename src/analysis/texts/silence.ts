import { LIMIT_TEXTS } from "./limits.ts";
import type { FindingText } from "./text.ts";
import { WAITING_TEXTS } from "./waiting.ts";

/** What silence and time tell. */
export const SILENCE_TEXTS = {
  ...LIMIT_TEXTS,
  ...WAITING_TEXTS,
  "heartbeat-missed": {
    title: "Heartbeats unanswered: [{hostPort} ]was silent for {since}, then the connection ended",
    explanation:
      "The page's heartbeat, every {period}, had been answered until then. {missed} went unanswered before the end, and nothing else came either: the connection, or the server, was dead already.",
    causes: [
      "The network was lost without a word, as on a change of Wi-Fi or behind a mobile network.",
      "The server's process hung or died.",
      "A proxy dropped the connection without telling either side.",
    ],
    fixes: [
      { role: "client", text: "Reconnect at the first missed answer rather than at the end." },
      {
        role: "server",
        text: "Look in the server's log for a pause or a crash at the time of the last answer.",
      },
    ],
    variants: {
      "page-silent": {
        title: "Server's heartbeats unanswered: the page was silent for {since} before the end",
        explanation:
          "The server asks every {period}, and the page had answered until then. {missed} went unanswered, so the server took the page for dead.",
        causes: [
          "The page's main thread was busy, or the tab was throttled in the background.",
          "The code that answers stopped after an error.",
        ],
        fixes: [
          {
            role: "client",
            text: "Answer heartbeats first, and keep long work off the main thread.",
          },
          { role: "server", text: "Allow for timers that run once a minute in hidden tabs." },
        ],
      },
      "client-silent": {
        title: "Page's heartbeat missing: it sent [{hostPort} ]nothing for {silent} and was let go",
        explanation:
          "The page had promised to send something at least every {every} ({client}), and by the protocol's rule the server takes a client that does not for gone. The server's own messages still came, so the line was alive: only the page's side was silent.",
        causes: [
          "The timer of the client's heartbeat is put off by every message that comes, or was stopped: a fault of some versions of client libraries (MQTT.js 5.4 to 5.6).",
          "The page's main thread was busy, or the tab was hidden and its timers slowed down.",
          "The page asks for a shorter interval than its own code keeps.",
        ],
        fixes: [
          {
            role: "client",
            text: "Update the client library; its heartbeat must go out every {every}, whatever comes in. Its setting: {client}.",
          },
          { role: "server", text: "Or allow more time: {server}." },
        ],
      },
      "server-stopped": {
        title: "Heartbeats stopped: nothing from {hostPort} for {since}, then the connection ended",
        explanation:
          "The server had sent a heartbeat every {period}. It stopped, and nothing else came until the end.",
        causes: [
          "The network was lost without a word.",
          "The server's process hung, stopped or was overloaded.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look in the server's log for a pause at the time of the last heartbeat.",
          },
          { role: "client", text: "Reconnect when a heartbeat is late by half its period." },
        ],
      },
      hidden: {
        title:
          "Heartbeat too slow in a hidden tab: [{hostPort} ]closed with {code} after {age}{reason}",
        explanation:
          "The server's own reason says that it missed the page's heartbeat. The tab was hidden at the time, and browsers slow down the timers of hidden tabs: to once a second, after five minutes to once a minute. So neither the page nor the line was dead; the heartbeat came too late.",
        causes: [
          "The page's heartbeat runs on a timer, and the server waits for less than a minute and some spare time.",
        ],
        fixes: [
          {
            role: "server",
            text: "Wait for more than a minute, so that a heartbeat of a hidden tab is in time.",
          },
          {
            role: "client",
            text: "Send the heartbeat from a worker, whose timers are not slowed down; or answer the server's own pings as they arrive, which a hidden tab does in time.",
          },
          {
            role: "client",
            text: "Reconnect when the tab is shown again.",
            setting: "document.addEventListener('visibilitychange', connectIfLost)",
          },
        ],
      },
      told: {
        title: "Heartbeat missed: [{hostPort} ]closed with {code} after {age}{reason}",
        explanation:
          "The server's own reason says that it pinged and got no answer in time. Browsers answer protocol pings by themselves, so the line was dead or stuck, or the server looks for a message of the application.",
        causes: [
          "The network was lost or stalled for a while.",
          "A large transfer kept the answer waiting.",
          "The page did not send the heartbeat that the server expects.",
        ],
        fixes: [
          {
            role: "server",
            text: "Allow more time for the answer.",
            settings: [
              { product: "uvicorn", text: "--ws-ping-timeout 60" },
              { product: "Python's websockets", text: "ping_timeout=60" },
            ],
          },
          { role: "client", text: "Send the heartbeat that the server's protocol asks for." },
        ],
      },
    },
  },
  "immediate-disconnect": {
    title: "Ended at once: [{hostPort} ]opened, and broke after {age} without a message",
    explanation:
      "The handshake succeeded, so name, port, path and TLS are right. Whatever took the connection over afterwards gave it up before a word was said.",
    causes: [
      "The server's handler failed at its first step, for instance a login or a lookup.",
      "The server, or its library, drops clients that it does not want.",
      "The process behind the proxy died.",
    ],
    fixes: [
      {
        role: "server",
        text: "Look in the server's log at the time of the opening, and catch errors in the connection handler.",
      },
      { role: "server", text: "Close with a code and a reason, so that clients can tell why." },
    ],
    variants: {
      "at-once": {
        title: "Ended at once: [{hostPort} ]opened, and broke within {age}",
        explanation:
          "The handshake succeeded, but within a tenth of a second the connection was gone. That is faster than an application decides much: the handler fails at once, or something on the way does not let WebSockets pass.",
        causes: [
          "The server's connection handler throws at its first line, or refuses the client.",
          "A firewall, antivirus program or proxy lets the handshake pass and then cuts.",
          "The server speaks another protocol after the handshake.",
        ],
      },
      clean: {
        title:
          "Sent away: [{hostPort} ]opened and closed again after {age}, with {code} and no message",
        explanation:
          "Each time the server takes the connection and says goodbye before a word is said. The code calls that normal, but nothing was exchanged.",
        causes: [
          "The server's handler returns at once, which ends the connection.",
          "The server refuses the client without saying so.",
        ],
        fixes: [
          {
            role: "server",
            text: "Keep the handler running for as long as the connection should live.",
          },
          {
            role: "server",
            text: "Where it is a refusal, close with 1008 or a code of its own and a reason.",
          },
        ],
      },
    },
  },
  "network-lost": {
    title: "Network lost: the browser went offline, and {hostPort} with it",
    explanation:
      "The browser reported that it has no network. Neither the server nor the page is at fault.",
    causes: ["Wi-Fi, cable, VPN or mobile network was lost or changed."],
    fixes: [
      {
        role: "client",
        text: "Wait for the network before reconnecting.",
        setting: "addEventListener('online', connect)",
      },
    ],
    variants: {
      told: {
        title: "Network lost after {age}: this computer's own line went or changed[ ({error})]",
        explanation:
          "The browser's words name this computer's network, which went, changed or slept: “{error}” Neither the server nor the page is at fault.",
        causes: ["Wi-Fi, cable, VPN or mobile network was lost or changed, or the computer slept."],
      },
      next: {
        title: "Network lost, it seems: [{hostPort} ]broke after {age} (1006), and {outcome}",
        explanation:
          "{after} later {outcome}. So this computer's own line was gone, rather than the server or a proxy on the way.",
        causes: ["Wi-Fi, cable, VPN or mobile network was lost or changed, or the computer slept."],
      },
      http: {
        title: "Network lost: in the same minute HTTP requests failed with {error}",
        explanation:
          "The browser says so of requests that have nothing to do with {hostPort}'s server: this computer's network changed or went, and open connections with it.",
        causes: ["Wi-Fi, cable, VPN or mobile network was lost or changed."],
      },
      together: {
        title: "Network lost, it seems: {together} of {hosts} hosts broke in the same second",
        explanation:
          "Different hosts do not fail in the same moment; what they share is this computer's network.",
        causes: [
          "Wi-Fi, VPN or mobile network changed.",
          "A proxy or firewall that all of them pass through restarted.",
        ],
        fixes: [
          {
            role: "client",
            text: "Reconnect after a random delay, and at once on the online event.",
          },
        ],
      },
    },
  },
  "no-heartbeat": {
    title: "No heartbeat: [{hostPort} ]was quiet for {quiet}, and {owner} cuts after {limit}",
    explanation:
      "Nothing keeps the connection awake, and it comes close to the limit of what the handshake or the address shows to be on the way. The next longer pause may end it.",
    causes: ["Page and server only speak when there is something to say."],
    fixes: [
      { role: "client", text: "Send a small message every {half}, and let the server answer it." },
      { role: "server", text: "Or let the server ping its clients every {half}." },
    ],
  },
  "noisy-helper": {
    title: "Only looking: the page opened {hostPort} {times} times and closed it at once",
    explanation:
      "These connections carry no data and end as the page wants; such helpers look whether a server is there. They are counted apart and are no failure.",
    causes: [
      "A development server's client asks whether the server is back.",
      "A component is mounted and unmounted at once.",
    ],
    fixes: [],
  },
  backpressure: {
    title: "Backpressure: {bytes} wait to be sent[ to {hostPort}], growing for {rising}",
    explanation:
      "The page sends faster than the network or the server takes it. What is sent now arrives only after all that waits before it, and the page's memory grows.",
    causes: [
      "The connection is slower than what the page sends.",
      "The server reads slowly or not at all.",
    ],
    fixes: [
      {
        role: "client",
        text: "Look at bufferedAmount before sending, and skip or join messages.",
        setting: "if (socket.bufferedAmount < 65_536) socket.send(data)",
      },
      { role: "server", text: "Read messages as they come, and do slow work elsewhere." },
    ],
    variants: {
      ended: {
        title: "Backpressure: {bytes} were still waiting to be sent[ to {hostPort}] when it ended",
        explanation:
          "The page had sent faster than the network or the server took it. What still waited when the connection ended was never delivered.",
      },
    },
  },
} as const satisfies Record<string, FindingText>;
