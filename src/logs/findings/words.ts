/** What a log shows, in words: by what ended it, and where on the way. */

import type { Fix } from "../../analysis/finding.ts";
import type { CauseId, SeverityOf } from "../../analysis/findings.ts";
import type { Words } from "../../analysis/texts/text.ts";
import type { CauseKind } from "../record.ts";

type Told = {
  id: CauseId;
  severity: "error" | "warning";
  /** {hop}: the server whose log tells it; {place}: where it happened. */
  title: string;
  fixes: Fix[];
};

const proxy = (text: string): Fix => ({ role: "proxy", text });
const server = (text: string): Fix => ({ role: "server", text });
const client = (text: string): Fix => ({ role: "client", text });

const BEAT = client(
  "Send something in both directions more often than that: a ping of the server, or a message.",
);
const UPSTREAM_LOG = server(
  "Look in the log of the server behind {hop} at that moment: a crash, a restart, a kill for memory.",
);

export const TOLD: Record<Exclude<CauseKind, "ended">, Told> = {
  "idle-limit": {
    id: "idle-timeout",
    severity: "error",
    title: "Idle time-out: {hop} ended it after {idle} of silence, its log shows",
    fixes: [proxy("Raise the limit of {hop} that its log names: {words}."), BEAT],
  },
  "lifetime-limit": {
    id: "lifetime-limit",
    severity: "warning",
    title: "Lifetime limit: {hop} ended it after {age}, its log shows",
    fixes: [
      proxy("Raise or lift the longest duration of a stream in {hop} for upgraded connections."),
      client("Reconnect at once, or before it: the end is planned."),
    ],
  },
  "upstream-lost": {
    id: "ended-elsewhere",
    severity: "error",
    title: "The server behind {hop} broke the connection after {age}, the log of {hop} shows",
    fixes: [UPSTREAM_LOG],
  },
  "upstream-closed": {
    id: "ended-elsewhere",
    severity: "warning",
    title: "The server behind {hop} closed after {age}, the log of {hop} shows",
    fixes: [UPSTREAM_LOG],
  },
  "client-lost": {
    id: "ended-elsewhere",
    severity: "error",
    title: "To {hop} it was the browser's side that broke after {age}",
    fixes: [
      client(
        "Look at the network between the browser and {hop}: a Wi-Fi that changed, a VPN, a middlebox. Neither the page nor the server ended it.",
      ),
    ],
  },
  "client-closed": {
    id: "ended-elsewhere",
    severity: "warning",
    title: "To {hop} it was the browser's side that closed after {age}",
    fixes: [
      client(
        "Look at what stands between the browser and {hop}: something there closed towards both.",
      ),
    ],
  },
  "connect-refused": {
    id: "handshake-server-error",
    severity: "error",
    title: "{hop} could not reach the server behind it: {words}",
    fixes: [
      server(
        "Start the server behind {hop}, or correct the address that {hop} has of it{upstream}.",
      ),
    ],
  },
  "connect-timeout": {
    id: "handshake-server-error",
    severity: "error",
    title: "{hop} could not reach the server behind it in time",
    fixes: [
      server(
        "The server behind {hop}{upstream} does not accept connections: look whether it hangs, is full, or is behind a firewall.",
      ),
    ],
  },
  "no-upstream": {
    id: "handshake-server-error",
    severity: "error",
    title: "{hop} had no server to pass the handshake to: {words}",
    fixes: [server("Look at the health checks of {hop} and at the servers behind it.")],
  },
  "answer-timeout": {
    id: "handshake-server-error",
    severity: "error",
    title: "The server behind {hop} did not answer the handshake in time",
    fixes: [
      server(
        "The server behind {hop}{upstream} took the request and did not answer: look for what its handshake waits for.",
      ),
    ],
  },
  "bad-answer": {
    id: "handshake-server-error",
    severity: "error",
    title: "The handshake failed behind {hop}: {words}",
    fixes: [
      proxy("Look that {hop} passes Upgrade and Connection on for this path, by HTTP/1.1."),
      server("Look in the log of the server behind {hop}."),
    ],
  },
  "tls-upstream": {
    id: "handshake-server-error",
    severity: "error",
    title: "TLS between {hop} and the server behind it failed",
    fixes: [
      proxy(
        "Let {hop} speak TLS only where the server behind it does, and let it trust that server's certificate.",
      ),
    ],
  },
  denied: {
    id: "handshake-rejected",
    severity: "error",
    title: "{hop} refused it: {words}",
    fixes: [proxy("Look which rule of {hop} matches this path, address or origin.")],
  },
  "rate-limited": {
    id: "rate-limited",
    severity: "error",
    title: "{hop} limits the rate: {words}",
    fixes: [
      client("Wait longer between attempts."),
      proxy("Raise the limit of {hop} for handshakes of this path."),
    ],
  },
  overloaded: {
    id: "server-overloaded",
    severity: "error",
    title: "{hop} is overloaded: {words}",
    fixes: [proxy("Raise the limit of {hop} on connections: each WebSocket holds two of them.")],
  },
  stopped: {
    id: "server-restart",
    severity: "warning",
    title: "{place} was stopped or reloaded, the log of {hop} shows",
    fixes: [
      server(
        "Drain connections over some seconds, and close sockets with 1012, so that clients know.",
      ),
    ],
  },
  "too-big": {
    id: "message-too-big",
    severity: "error",
    title: "Too large for {place}, the log of {hop} shows: {words}",
    fixes: [server("Raise the limit on a message, or send smaller ones.")],
  },
  "handshake-timeout": {
    id: "application-handshake-timeout",
    severity: "error",
    title: "{hop} waited for the opening in vain: {words}",
    fixes: [client("Finish the opening in time: {hop} closes otherwise.")],
  },
  auth: {
    id: "auth-rejected",
    severity: "error",
    title: "{hop} refused the login, its log shows: {words}",
    fixes: [
      {
        role: "credentials",
        text: "Renew the login or token, and look at what {hop} expects of it.",
      },
    ],
  },
  protocol: {
    id: "protocol-mismatch",
    severity: "error",
    title: "{hop} does not understand this client, its log shows: {words}",
    fixes: [client("Bring both to the same version.")],
  },
  failed: {
    id: "ended-elsewhere",
    severity: "error",
    title: "{hop} ended it, its log shows: {words}",
    fixes: [proxy("Look in the log of {hop} at that moment.")],
  },
};

export const severityOf = (told: Told): SeverityOf<CauseId> => told.severity as SeverityOf<CauseId>;

export const wordsFor = ({ title, fixes }: Told, explanation: string): Words => ({
  title,
  explanation,
  causes: [],
  fixes,
});
