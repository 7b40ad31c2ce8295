import type { Fix } from "../finding.ts";
import type { FindingText } from "./text.ts";

const HEARTBEAT = {
  role: "client",
  text: "Send a heartbeat every {half}{answer}.",
} as const satisfies Fix;
const PING = {
  role: "server",
  text: "Or let the server ping its clients every {half}; browsers answer by themselves.",
} as const satisfies Fix;
const ROTATE = {
  role: "client",
  text: "Open the next connection before {limit} are over, for instance at {early}, and only then close the old one.",
} as const satisfies Fix;

const ROTATE_BEFORE = {
  role: "client",
  text: "Open the next connection before {limit} are over, and only then close the old one.",
} as const satisfies Fix;

/** Cut for being quiet, or for being old. */
export const LIMIT_TEXTS = {
  "idle-timeout": {
    title: "Idle timeout: {hostPort} is cut after {limit} of silence{again}",
    explanation:
      "{silence} The same silence comes before each such end, so something on the way, or the server, gives up connections that are quiet for {limit}. {same}",
    causes: [
      "A proxy or load balancer has an idle limit of {limit}.",
      "The server itself closes clients that are quiet for {limit}.",
    ],
    fixes: [
      HEARTBEAT,
      {
        role: "proxy",
        text: "Raise the idle limit of each proxy on the way.",
        settings: [
          { product: "nginx", text: "proxy_read_timeout 300s;" },
          { product: "HAProxy", text: "timeout tunnel 1h" },
          { product: "AWS load balancer", text: "idle_timeout.timeout_seconds=4000" },
        ],
      },
      PING,
    ],
    variants: {
      proxy: {
        title: "Idle timeout: {owner} cut {hostPort} after {limit} of silence{again}",
        explanation:
          "{silence} After {limit} of that, {owner}, which the handshake or the address shows to be on the way, ended the connection. {its} {others}",
        causes: ["{owner} ends WebSockets that are quiet for {limit}."],
        fixes: [{ role: "proxy", text: "{change}", setting: "{setting}" }, HEARTBEAT, PING],
      },
      local: {
        explanation:
          "{silence} The same silence comes before each such end, and {hostPort} is of the page's own computer: the server gives up connections that are quiet for {limit}, or a program that stands before it there. {same}",
        causes: [
          "The server itself closes clients that are quiet for {limit}.",
          "A development server, container or tunnel on this computer passes the connection on, and has such a limit.",
        ],
        fixes: [
          {
            role: "server",
            text: "Raise the server's own limit on silence, or let it ping its clients every {half}; browsers answer by themselves.",
          },
          HEARTBEAT,
        ],
      },
      server: {
        title: "Idle timeout: {owner} closed {hostPort} after {limit} of silence{again}",
        explanation:
          "{silence} After {limit} of that, {owner}, which answered the handshake, ended the connection. {its}",
        causes: ["{owner} ends WebSockets that are quiet for {limit}."],
        fixes: [HEARTBEAT, { role: "server", text: "{change}", setting: "{setting}" }],
      },
      fixed: {
        title: "Idle timeout: {owner} cut {hostPort} after {limit} of silence{again}",
        explanation:
          "{silence} After {limit} of that, {owner} ended the connection. {its} Nobody can raise it, so the connection must not be quiet for so long.",
        causes: ["{owner} ends WebSockets that are quiet for {limit}."],
        fixes: [HEARTBEAT, PING],
      },
      told: {
        title: "Idle timeout: [{hostPort} ]closed with {code} after {limit} of silence{reason}",
        explanation: "The server's own reason says that the connection was quiet for too long.",
        causes: ["The server closes idle clients, and the page sent no heartbeat in time."],
        fixes: [
          { role: "client", text: "Send a heartbeat every {half} or sooner." },
          { role: "server", text: "Raise the server's idle limit." },
        ],
      },
    },
  },
  "lifetime-limit": {
    title: "Lifetime limit: [{hostPort} ]ends at the age of {limit}{again}, whatever it does",
    explanation:
      "The age at the end repeats, and traffic does not change it. So something on the way, or the server, bounds how long a connection may live. {same}",
    causes: [
      "A proxy, load balancer or platform limits how long a request may take.",
      "The server recycles connections, for instance when a login ends.",
    ],
    fixes: [
      ROTATE,
      { role: "proxy", text: "Raise the limit on the duration of a request or stream." },
    ],
    variants: {
      proxy: {
        title: "Lifetime limit: {owner} ended {hostPort} at the age of {limit}{again}",
        explanation:
          "{owner} counts a WebSocket as one long request and bounds its whole life; traffic does not extend it. {its}",
        causes: ["{owner} ends each connection after {limit}."],
        fixes: [{ role: "proxy", text: "{change}", setting: "{setting}" }, ROTATE],
      },
      server: {
        title: "Lifetime limit: {owner} ended {hostPort} at the age of {limit}{again}",
        explanation: "{owner} bounds the life of each connection. {its}",
        causes: ["{owner} ends each connection after {limit}."],
        fixes: [{ role: "server", text: "{change}", setting: "{setting}" }, ROTATE],
      },
      fixed: {
        title: "Lifetime limit: {owner} ended {hostPort} at the age of {limit}{again}",
        explanation:
          "{owner} bounds the life of each connection; traffic does not extend it. {its} It cannot be raised, so the client has to move on in time.",
        causes: ["{owner} ends each connection after {limit}."],
        fixes: [ROTATE],
      },
      told: {
        title: "Lifetime limit: [{hostPort} ]closed with {code} after {age}{reason}",
        explanation: "The server's own reason says that the connection had lived long enough.",
        causes: ["The server recycles its connections."],
        fixes: [
          { role: "client", text: "Reconnect at once; this end is part of the plan." },
          { role: "server", text: "Raise the limit if connections should live longer." },
        ],
      },
      beside: {
        title:
          "Same age each time: [{hostPort} says ]goodbye after {limit}{again}[, in the midst of traffic]",
        explanation:
          "The code calls each of these ends normal, but all of them come at one age, whatever is going on. That is a time limit on the connection rather than the end of its work.",
        causes: [
          "The server, or the platform that it runs on, ends each connection after {limit}.",
          "A timer in the connection's handler, or a login that lasts so long.",
        ],
        fixes: [
          {
            role: "server",
            text: "Look for a time limit of {limit} on requests, streams or logins.",
          },
          ROTATE_BEFORE,
        ],
      },
      spoken: {
        title: "Lifetime limit: [{hostPort} ]said “{said}”[{ending}]",
        explanation:
          "The server bounds how long a session may last, whatever happens in it. {told} Nothing is wrong with the credentials or the network.",
        causes: ["The session reached the age at which the service ends it."],
        fixes: [
          {
            role: "client",
            text: "Begin a new session before that age: open it, hand over what matters of the old one, and only then close that.",
          },
          {
            role: "server",
            text: "Raise the limit if it is yours and sessions should last longer.",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
