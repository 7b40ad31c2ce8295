/**
 * The faults. `promise` says in one line what will happen; `play` makes it happen and resolves when
 * it is over. `tell` shows a line on the card; `stopped` aborts when the user presses Stop.
 */
import { openLink, sleep } from "./link.js";

const IDLE_CUT_MS = 4_000;
const RESTART_AFTER_MS = 1_500;
const LIMIT_BYTES = 16_384;
const STORM_EVERY_MS = 250;
const STORM_MS = 20_000;
/** The tour is in more of a hurry than a visitor. */
const STORM_ON_TOUR_MS = 8_000;

/** A link that ends by itself: say how. */
const watchEnd = (url) => async (tell) => tell(await openLink(url).ended);

/** What a good client does after a restart: come back, but not all in the same instant. */
async function surviveRestart(tell) {
  const links = [1, 2, 3, 4].map(() => openLink(`/close-after/${RESTART_AFTER_MS}/1012/restart`));
  await Promise.all(links.map(({ opened }) => opened));
  tell("four links open");
  const [end] = await Promise.all(links.map(({ ended }) => ended));
  tell(`all four ${end}`);
  const returned = links.map(async () => {
    await sleep(300 + Math.random() * 900);
    const link = openLink("/echo");
    await link.opened;
    link.socket.send("back again");
    return link;
  });
  await Promise.all(returned);
  await sleep(500);
  for (const link of returned) (await link).socket.close(1000, "demo over");
}

async function sendTooMuch(tell) {
  const { socket, opened, ended } = openLink(`/limit/${LIMIT_BYTES}`);
  await opened;
  socket.send("a radar image, but a small one");
  socket.send("x".repeat(LIMIT_BYTES * 3));
  tell(await ended);
}

async function fallSilent(tell) {
  const { socket, opened, ended } = openLink(`/idle-cut/${IDLE_CUT_MS}`);
  await opened;
  socket.send("hello");
  tell("open, and quiet from now on");
  tell(await ended);
}

async function hammer(tell, { stopped, onTour }) {
  const until = Date.now() + (onTour ? STORM_ON_TOUR_MS : STORM_MS);
  let attempts = 0;
  let end = "";
  while (Date.now() < until && !stopped.aborted) {
    attempts++;
    tell(`attempt ${attempts}${end && ` · last one ${end}`}`);
    end = await openLink("/drop").ended;
    await sleep(STORM_EVERY_MS);
  }
  tell(`${attempts} attempts · last one ${end}`);
}

export const FAULTS = [
  {
    id: "idle-cut",
    title: "Cut while quiet",
    promise: `Says hello, then nothing. The server plays an impatient proxy: after ${IDLE_CUT_MS / 1000} quiet seconds it cuts the line without a close frame.`,
    play: fallSilent,
  },
  {
    id: "token-refused",
    title: "Token expired, at the door",
    promise: "The server answers the handshake with 401.",
    play: watchEnd("/status/401"),
  },
  {
    id: "token-expired",
    title: "Token expired, inside",
    promise: "Opens, and a second later the server closes it with a code and a reason of its own.",
    play: watchEnd("/close-after/1000/4401/token%20expired"),
  },
  {
    id: "server-restart",
    title: "Server restart",
    promise: "Four links open; the server closes all of them to restart, and they come back.",
    play: surviveRestart,
  },
  {
    id: "message-too-big",
    title: "Message too big",
    promise: `Sends ${(LIMIT_BYTES * 3) / 1024} KiB to a server that takes ${LIMIT_BYTES / 1024}.`,
    play: sendTooMuch,
  },
  {
    id: "wrong-path",
    title: "Wrong path",
    promise: "Connects to a path that the server does not have.",
    play: watchEnd("/staton"),
  },
  {
    id: "refused",
    title: "Nobody there",
    promise: "Connects to a port on which nothing listens.",
    play: (tell) => watchEnd(document.body.dataset.refusedUrl)(tell),
  },
  {
    id: "not-websocket",
    title: "A web page answers",
    promise: "The server answers the handshake with 200 and an ordinary page.",
    play: watchEnd("/status/200"),
  },
  {
    id: "storm",
    title: "Reconnect storm",
    promise: `The server drops every link at once, and the page tries again every ${STORM_EVERY_MS} ms. Stops by itself after ${STORM_MS / 1000} seconds.`,
    play: hammer,
    canStop: true,
  },
];
