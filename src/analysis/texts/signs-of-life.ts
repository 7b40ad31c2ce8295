import type { FindingId } from "../finding.ts";
import type { Words } from "./text.ts";

/** Pings that nobody answers, and sessions that nobody has any more. */
export const LIFE_VARIANTS = {
  "heartbeat-missed": {
    open: {
      title: "Dead, it seems: the last {missed}[ to {hostPort}] had no answer, for {since} now",
      explanation:
        "The same heartbeat was answered {answered} times before. Now nothing comes back at all, and the socket still says that it is open: the browser learns of a dead line only when the system gives up resending, which takes minutes.",
      causes: [
        "The path is dead: a network change, a sleep of the computer, or a proxy that forgot the connection without a word.",
        "The server hangs.",
      ],
      fixes: [
        {
          role: "client",
          text: "Close the socket and open a new one after two heartbeats without an answer, and at once on waking or when the network changes.",
          setting: "addEventListener('online', reconnect);",
        },
        { role: "server", text: "Look in the server's log for a pause at that time." },
      ],
    },
    "ping-unanswered": {
      title:
        "Server's pings unanswered: [{hostPort} ]asked {times} times, and the page never answered",
      explanation:
        "The server sends a ping of its own, a message, every {every}. The page did not answer any of them, and sent nothing else either, until the connection was ended. A server that asks so mostly lets go who does not answer.",
      causes: [
        "The page's code, or its client library, does not answer the server's ping with a pong.",
        "The page's main thread was busy, or the tab was frozen.",
      ],
      fixes: [
        {
          role: "client",
          text: "Answer each ping with the pong that the server's protocol asks for (“pusher:pong” in that of Pusher), at once and in the background as well.",
        },
        { role: "server", text: "Close with a reason, so that clients can show it." },
      ],
    },
  },
  "error-payload": {
    "session-gone": {
      title: "Session gone: [{hostPort} ]said “{said}”[{ending}]",
      explanation:
        "The server no longer has the session that the page wants to go on with, so what went before cannot be taken up again. {told} {codeSays}",
      causes: [
        "The page was away for longer than the server keeps a session, or the server was restarted meanwhile.",
        "The session was ended on purpose, or belongs to another server than the one that was asked.",
      ],
      fixes: [
        {
          role: "client",
          text: "Do not try to resume it again: after a short random pause (Discord asks for 1 to 5 s) log in, identify or join anew, and subscribe again.",
        },
        {
          role: "server",
          text: "Keep sessions for longer than a usual loss of the network lasts, where every server can find them.",
        },
      ],
    },
  },
} as const satisfies Partial<Record<FindingId, Record<string, Words>>>;
