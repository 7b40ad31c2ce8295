import type { FindingText } from "./text.ts";

/** The page as a whole, and Stormglass itself. */
export const SERIES_AND_PAGE_TEXTS = {
  "check-failed": {
    title: "Stormglass' own check “{check}” failed",
    explanation:
      "This is a fault in Stormglass, not in the page: {error}. The other checks ran; what this one would have said is missing.",
    causes: ["A case that the check did not expect."],
    fixes: [{ role: "client", text: "Please report it with the exported session." }],
    variants: {
      slow: {
        title: "Stormglass' own check “{check}” took {took}",
        explanation:
          "This is about Stormglass, not about the page: so that the browser stays quick, a check that takes over {most} is not run again on every change but rests, this one for {rest}. Until then its findings are those of that run.",
        causes: ["A session with much more of something than the check expects."],
        fixes: [
          {
            role: "client",
            text: "Export the session: `stormglass FILE` runs every check to its end.",
          },
        ],
      },
    },
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
    title: "Not everything was kept: {what}[ ({why})]",
    explanation:
      "The counts, opens, errors and closes stay complete as far as they are shown; what is missing is named in the evidence.",
    causes: ["More traffic than the budgets allow."],
    fixes: [
      { role: "client", text: "Raise the budgets in the options, or record a shorter time." },
    ],
    variants: {
      "not-stored": {
        title: "Not everything was stored: {what}[ ({why})]",
        causes: [
          "The disk is full, or the browser's quota for the extension is.",
          "The browser removed the database: site data were cleared, or it was damaged.",
        ],
        fixes: [
          {
            role: "client",
            text: "Free some space on the disk, leave this tab and the extension's data alone, and record again.",
          },
        ],
      },
      unread: {
        title: "Not everything was read: {what}[ ({why})]",
        causes: [
          "An error of Stormglass's own, or a page that had used up its memory or its stack.",
        ],
        fixes: [{ role: "client", text: "Reload the page, and record again." }],
      },
      "left-behind": {
        title: "Not everything could be read: {what}[ ({why})]",
        causes: ["The page went away while Blobs that it had sent or received were still read."],
        fixes: [
          {
            role: "client",
            text: 'Set binaryType to "arraybuffer" while you look for the fault: such bodies are read at once.',
          },
        ],
      },
      "frames-prepared": {
        title: "Not watched: {frames}",
        explanation:
          "Functions of the browser had been replaced there before Stormglass could start, by the page around it or by another extension. What they would tell could be anything, so Stormglass stays out.",
        causes: ["The page changes the window of a frame before it loads the frame's address."],
        fixes: [
          {
            role: "client",
            text: "Open the frame's address in a tab of its own to see its sockets.",
          },
        ],
      },
      "hook-silent": {
        title: "Stormglass no longer hears this page: {sockets} may have done anything since",
        explanation:
          "The part of Stormglass that watches the page from inside did not answer. What is shown of these sockets ends there; whether they live, and what they said, is not known.",
        causes: ["An error of Stormglass's own."],
        fixes: [{ role: "client", text: "Reload the page." }],
      },
      "hook-was-silent": {
        title: "Stormglass did not hear this page {howLong}[: what {sockets} did may be missing]",
        explanation:
          "The part of Stormglass that watches the page from inside did not answer for a time, and answers again. What is shown of the time since is complete.",
        causes: [
          "An error of Stormglass's own, or a page that had used up its memory or its stack.",
        ],
        fixes: [
          { role: "server", text: "Look into the server's log for what happened in that time." },
        ],
      },
      "steps-failed": {
        title: "Not everything was kept: {steps} of the recorder failed ({error})",
        explanation:
          "Each may have cost a message, a body or a detail such as where a socket was made; whatever else happened was recorded.",
        causes: [
          "An error of Stormglass's own, or a page that had used up its memory or its stack.",
        ],
        fixes: [
          { role: "client", text: "Report the error to Stormglass with the exported session." },
        ],
      },
      "handshakes-unclaimed": {
        title: "DevTools lists {sockets} of which it cannot be told whose they are",
        explanation:
          "They were opened where Stormglass has no part: by a worker of the page, or by a frame that it stays out of. They are counted nowhere else, and no handshake of theirs stands on another connection.",
        causes: ["Stormglass stays out of a frame of the page, which may have opened them."],
        fixes: [
          {
            role: "client",
            text: "Open the frame's address in a tab of its own to see its sockets.",
          },
        ],
      },
      "handshakes-paused": {
        title: "Handshake details are paused: too many messages for DevTools",
        explanation:
          "DevTools hands out all of a socket's messages when it tells that the socket is over, which would freeze it for a moment here. So failures may lack their reason, and sockets of page workers are not watched, until the busy socket ends.",
        causes: ["A socket of this tab that is open has carried more than 20,000 messages."],
        fixes: [{ role: "client", text: "Reload the page to start afresh." }],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
