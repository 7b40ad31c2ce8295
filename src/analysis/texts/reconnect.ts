import { GOOD_BACKOFF } from "./settings.ts";
import type { FindingText } from "./text.ts";

const SPREAD_CLOSES = {
  role: "server",
  text: "When restarting, close the sockets over some seconds rather than all at once.",
} as const;

/** How a page comes back, or does not. */
export const RECONNECT_TEXTS = {
  "reconnect-storm": {
    title:
      "Reconnect storm: {attempts} attempts[ in {span}] ({rate} a minute), {policy}[; 1,000 such pages make {load} handshakes a second in the first minute of an outage]",
    explanation:
      "None of the attempts at {hostPort} held for 30 s, and the next came too soon. A client with backoff and full jitter would have made about {good} in the same time. A storm keeps a struggling server down.",
    causes: [
      "Reconnecting in onclose without a growing delay.",
      "The delay is reset by each connection that opens and dies at once.",
      "The server ends each connection for a reason that retrying does not change.",
    ],
    fixes: [
      {
        role: "client",
        text: "Reconnect with exponential backoff, full jitter and a cap, and count the attempts anew only after 30 s of being open.",
        setting: GOOD_BACKOFF,
      },
      {
        role: "server",
        text: "Close with 1013, or answer 429 with Retry-After, to slow clients down.",
      },
    ],
    variants: {
      // Without a policy nobody knows how the same page would behave in another outage.
      unpriced: {
        title: "Reconnect storm: {attempts} attempts[ in {span}] ({rate} a minute), {policy}",
      },
    },
  },
  "no-backoff": {
    title: "No backoff: {hostPort} is retried every {delay} ({times} times)",
    explanation:
      "The wait before each retry stays the same, however often it fails. When a server is down, all its clients keep knocking at full rate.",
    causes: [
      "A fixed timer in the close handler.",
      "A library's backoff is switched off or reset too early.",
    ],
    fixes: [
      {
        role: "client",
        text: "Let the wait grow, with jitter and a cap, and start small again only after 30 s of being open.",
        setting: GOOD_BACKOFF,
      },
    ],
    variants: {
      immediate: {
        title: "No backoff: {hostPort} is retried at once, {times} times after {delay} on average",
        explanation:
          "A new connection is opened the moment the old one ends. When a server is down, all its clients hit it as fast as they can.",
        causes: ["new WebSocket is called directly in onclose or onerror."],
      },
      random: {
        title:
          "No backoff: [{hostPort} ]retried after {delay} on average, however often it fails[ ({times} times)]",
        explanation:
          "The waits before the retries vary at random, which spreads the clients, but they do not grow. When a server is down, all its clients keep knocking at full rate.",
        causes: [
          "The wait is drawn anew each time from the same range.",
          "A library's backoff is switched off or reset too early.",
        ],
      },
    },
  },
  "no-jitter": {
    title: "Backoff without jitter: {waits} on the same curve ({policy})",
    explanation:
      "The waits grow, which spares {hostPort}. But they are the same for every client: after an outage all that lost their connection together also come back together, wave after wave.",
    causes: ["The delay is computed from the attempt's number alone."],
    fixes: [
      { role: "client", text: "Draw each wait at random below the curve.", setting: GOOD_BACKOFF },
    ],
  },
  "thundering-herd": {
    title: "Thundering herd: {sockets} came back[ to {hostPort}] within {span} ({times})",
    explanation:
      "These sockets of the page were lost together and all returned in the same instant, more than once. With many such pages open, a server that has just recovered gets all of them at once.",
    causes: [
      "Each socket or iframe reconnects by itself, on the same schedule and without jitter.",
      "One event, such as online or a timer, starts all reconnects.",
    ],
    fixes: [
      {
        role: "client",
        text: "Share one socket between the parts of the page, or give each its own random wait.",
        setting: GOOD_BACKOFF,
      },
      SPREAD_CLOSES,
    ],
    variants: {
      tabs: {
        title:
          "Thundering herd: {sockets} in {tabs} came back[ to {hostPort}] within {span} ({times})",
        explanation:
          "This tab and other tabs of the same site lost their sockets together, and all of them returned in the same instant, more than once. Every user with several tabs open does the same, so a server that has just recovered gets all of them at once.",
        causes: [
          "Each tab reconnects by itself, on the same schedule and without jitter.",
          "One event that reaches all tabs, such as online, starts all reconnects.",
        ],
        fixes: [
          {
            role: "client",
            text: "Give each tab its own random wait, or let the tabs share one socket: in a SharedWorker, or in the tab that holds a lock (navigator.locks).",
            setting: GOOD_BACKOFF,
          },
          SPREAD_CLOSES,
        ],
      },
    },
  },
  "retry-hopeless": {
    title:
      "Retried in vain: [{hostPort} ]answered {answer} {times} times in a row[, about every {every}]",
    explanation:
      "This answer does not change by asking again. Each retry costs both sides a handshake, and some servers lock a client out for it.",
    causes: [
      "The reconnect code does not look at the close code, and retries whatever happened.",
      "The page sees only 1006 for a refused handshake and cannot tell it from a lost network.",
      "The credentials are not renewed before the next attempt.",
    ],
    fixes: [
      {
        role: "client",
        text: "Stop on close codes that say do not retry, and tell the user.",
        setting: "if ([1008, 3000].includes(event.code)) return;",
      },
      {
        role: "credentials",
        text: "Renew the token before the next attempt; if it is refused again, ask for a new login.",
      },
      {
        role: "server",
        text: "Accept the handshake, then close with 3000 or 3003: unlike a status code, the page can read that.",
      },
    ],
    variants: {
      "not-found": {
        title:
          "Retried in vain: [{hostPort} ]has nothing there, it answered {answer} {times} times in a row[, about every {every}]",
        causes: [
          "The page sees only 1006 for a refused handshake and cannot tell it from a lost network.",
          "The reconnect code never gives up on an address.",
        ],
        fixes: [
          {
            role: "client",
            text: "Stop after a few attempts that never opened, and say so; ask by HTTP whether what the address names is still there.",
          },
          {
            role: "server",
            text: "Accept the handshake, then close with a code that says what is missing: unlike a status, the page can read that.",
          },
        ],
      },
      "too-soon": {
        title:
          "Retried too soon: [{hostPort} ]asked to wait {asked}, and was tried again after {waited} ({times})",
        explanation:
          "The server said how long to wait. Each attempt before that is refused, and many servers begin their count anew with it.",
        causes: [
          "A page cannot read the headers of a refused handshake, Retry-After among them, so its reconnect code never learns of the wait.",
          "The reconnect code does not look at what the server said before the close.",
        ],
        fixes: [
          {
            role: "client",
            text: "Let the wait grow with each failure, up to {asked} or more, with jitter.",
          },
          {
            role: "server",
            text: "Accept the handshake, then close with 1013 and the wait in the reason: unlike a header, the page can read that.",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
