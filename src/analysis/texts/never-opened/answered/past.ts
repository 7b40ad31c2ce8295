import { FORWARD_UPGRADE, PASS_HOST_ON } from "../../settings.ts";
import type { Words } from "../../text.ts";

/** What the address did before. */
export const BY_ITS_PAST = {
  gone: {
    title: "It opened here before: what {path} names is gone, {hostPort} now answers {status}",
    explanation:
      "The same address was accepted earlier on this page, so host, path and proxy are right. What it names is not there any more.",
    causes: [
      "What the address names was deleted or ended: a room, a session, a kernel, a job.",
      "The server was restarted, and what it held in memory is lost.",
      "A deploy changed or removed the route.",
    ],
    fixes: [
      {
        role: "client",
        text: "Do not retry the same address: ask the server for a new session, and connect to that.",
      },
      {
        role: "server",
        text: "Keep sessions over a restart, or close with a code that says they are gone.",
      },
    ],
  },
  "refused-here": {
    title: "Refused: {hostPort} answered {status}, while the same path opened at {other}",
    explanation:
      "The same path was accepted at another host or port, so the server is there and knows it. What differs by name is the Host that arrives, the page's origin beside it, and the cookies, which belong to a host.",
    causes: [
      "A proxy at {hostPort} passes another Host on than the page's, so the server takes the page for a foreign one.",
      "The server's list of allowed origins has only the other address.",
      "The login's cookie belongs to {other}, or {hostPort} is guarded by a rule of its own.",
    ],
    fixes: [
      PASS_HOST_ON,
      {
        role: "server",
        text: "Allow the origin of the page, {pageOrigin}, in the server's settings.",
      },
      { role: "client", text: "Log in again under the very name that the socket uses." },
    ],
  },
  "other-host": {
    title: "{hostPort} answered {status}, while the same path opened at {other}",
    explanation:
      "The same path was accepted at another host or port, so the server is there and knows it. What differs is the way through {hostPort}.",
    causes: [
      "{hostPort} is a proxy that does not forward the upgrade.",
      "{hostPort} does not route the path, or leads to another server or version.",
    ],
    fixes: [
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
      { role: "client", text: "Until then use {other}, where the page can reach it." },
    ],
  },
} as const satisfies Record<string, Partial<Words>>;
