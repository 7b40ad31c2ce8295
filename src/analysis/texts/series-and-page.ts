import type { FindingText } from "./text.ts";

const GOOD_BACKOFF =
  "delay = Math.random() * Math.min(30_000, 1_000 * 2 ** attempt); reset attempt after 30 s of being open";

/** Reconnecting, and Stormglass itself. */
export const SERIES_AND_PAGE_TEXTS = {
  "reconnect-storm": {
    title:
      "Reconnect storm: {attempts} attempts in {span} ({rate} a minute), {policy}; 1,000 such pages make {load} handshakes a second",
    explanation:
      "None of the attempts at {hostPort} held for 30 s, and the next came too soon. Backoff from 1 s to 30 s would have made {good} in the same time. A storm keeps a struggling server down.",
    causes: [
      "Reconnecting in onclose without a growing delay.",
      "The delay is reset by each connection that opens and dies at once.",
      "The server ends each connection for a reason that retrying does not change.",
    ],
    fixes: [
      {
        role: "client",
        text: "Reconnect with exponential backoff, full jitter and a cap.",
        setting: GOOD_BACKOFF,
      },
      {
        role: "server",
        text: "Close with 1013, or answer 429 with Retry-After, to slow clients down.",
      },
    ],
  },
  "no-backoff": {
    title: "No backoff: {hostPort} is retried every {delay} ({n} times)",
    explanation:
      "The wait before each retry stays the same, however often it fails. When a server is down, all its clients keep knocking at full rate.",
    causes: [
      "A fixed timer in the close handler.",
      "A library's backoff is switched off or reset too early.",
    ],
    fixes: [
      { role: "client", text: "Let the wait grow, with jitter and a cap.", setting: GOOD_BACKOFF },
    ],
    variants: {
      immediate: {
        title: "No backoff: {hostPort} is retried at once, {n} times after {delay} on average",
        explanation:
          "A new connection is opened the moment the old one ends. When a server is down, all its clients hit it as fast as they can.",
        causes: ["new WebSocket is called directly in onclose or onerror."],
      },
    },
  },
  "check-failed": {
    title: "Stormglass' own check “{check}” failed",
    explanation:
      "This is a fault in Stormglass, not in the page: {error}. The other checks ran; what this one would have said is missing.",
    causes: ["A case that the check did not expect."],
    fixes: [{ role: "client", text: "Please report it with the exported session." }],
  },
  "page-forged": {
    title: "The page sent {parts} that our hook cannot have sent",
    explanation:
      "A script of the page imitates Stormglass, so this tab's record is not to be trusted. Other tabs are not affected.",
    causes: [
      "A script that looks for and attacks extensions.",
      "A damaged version of the extension.",
    ],
    fixes: [
      {
        role: "client",
        text: "Reload the page and the extension; if it comes back, look at the page's scripts.",
      },
    ],
  },
  "recording-incomplete": {
    title: "Not everything was kept: {what} ({why})",
    explanation:
      "The counts, opens, errors and closes stay complete as far as they are shown; what is missing is named in the evidence.",
    causes: ["More traffic than the budgets allow."],
    fixes: [
      { role: "client", text: "Raise the budgets in the options, or record a shorter time." },
    ],
    variants: {
      "handshakes-paused": {
        title: "Handshake details are paused: too many messages for DevTools",
        explanation:
          "Reading handshakes from DevTools would slow the page down at this rate, so failures may lack their reason for now.",
        causes: ["The tab's sockets carry a great many messages."],
        fixes: [{ role: "client", text: "Reload the page to start afresh." }],
      },
    },
  },
} satisfies Record<string, FindingText>;
