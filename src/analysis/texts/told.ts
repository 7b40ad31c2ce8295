import type { FindingId } from "../finding.ts";
import type { FindingText, Words } from "./text.ts";

const OWN_IDENTITY = {
  role: "client",
  text: "Give each tab an identity of its own, or share one connection among the tabs.",
} as const;

const FIGHT = {
  title:
    "Two connections[ to {hostPort}] end each other: taken over {times} times[ in {span}], {where}",
  explanation:
    "The server keeps one connection of an identity and ends the older when a newer opens. {told} The one that lost reconnects by itself and throws the other out in turn, so the two fight for ever. {same} Neither the network nor a time limit is at fault.",
  causes: [
    "Two tabs, frames or components use the same user, client id or session, and each reconnects when it is replaced.",
    "Code that connects runs twice in the page.",
  ],
  fixes: [{ role: "client", text: "{stay}" }, OWN_IDENTITY],
} as const satisfies Words;

/** New findings that rest on the other side's own words. */
export const TOLD_TEXTS = {
  "taken-over": {
    title: "Taken over: [{hostPort} ]said “{said}”[{ending}]",
    explanation:
      "Another connection of the same identity ended this one: the server keeps one and gives the place to the newer. {told} {codeSays}",
    causes: [
      "The same user, client id or session connected once more: another tab, another device, or a reload before the old socket was gone.",
      "The page opens a second socket without closing the first.",
    ],
    fixes: [
      {
        role: "client",
        text: "Do not reconnect after this end: two that do so throw each other out for ever.",
      },
      OWN_IDENTITY,
    ],
    variants: {
      fight: FIGHT,
      "fight-mqtt": {
        ...FIGHT,
        title:
          "Two connections[ to {hostPort}] with the same client id end each other: {times} times[ in {span}], {where}",
        causes: [
          "Two clients connect with the same MQTT client id. A broker keeps one connection for each client id and ends the older when the same id connects again (MQTT 3.1.1 §3.1.4, MQTT 5 §3.1.4), and each client reconnects by itself.",
          "The client id is fixed in the page's code, so that two tabs, frames or users have the same.",
        ],
        fixes: [
          {
            role: "client",
            text: "Make the client id unique for each client.",
            setting: "mqtt.connect(url, { clientId: 'tab-' + crypto.randomUUID() })",
          },
          { role: "client", text: "Or share one connection among the tabs." },
        ],
      },
    },
  },
  "protocol-mismatch": {
    title: "Different versions: [{hostPort} ]said “{said}”[{ending}]",
    explanation:
      "Client and server do not speak the same version of the application's protocol. {told} {codeSays} Trying again will end the same way.",
    causes: [
      "One of the two was updated and the other was not; a cached page counts as not updated.",
      "The page offers a subprotocol that this server does not speak.",
    ],
    fixes: [
      { role: "client", text: "Reload the page without its cache, or update the client library." },
      { role: "server", text: "Keep the older version for as long as its clients live." },
    ],
    variants: {
      shown: {
        title:
          "Different versions of {protocol}: the page speaks {page}, the server {server}{ending}",
        explanation:
          "Both opened the connection and do not understand each other: {sign}. Whatever ends it later, a timeout of a heartbeat or an error, is only a consequence; trying again will end the same way.",
        causes: [
          "The client library and the server's library are of different generations.",
          "A cached page, or a bundle with two copies of the library, uses the other one.",
        ],
        fixes: [
          {
            role: "client",
            text: "Install the client library of the server's generation.",
            settings: [
              { product: "Socket.IO 2 server", text: "npm install socket.io-client@2" },
              { product: "graphql-transport-ws", text: "npm install graphql-ws" },
            ],
          },
          {
            role: "server",
            text: "Or update the server; some speak both for a while.",
            settings: [
              { product: "Socket.IO 3 and 4", text: "new Server(http, { allowEIO3: true })" },
            ],
          },
        ],
      },
    },
  },
} as const satisfies Partial<Record<FindingId, FindingText>>;
