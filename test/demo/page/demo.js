/** Wires the page: the station at load, a card for each fault, and the tour of `?autoplay`. */
import { FAULTS } from "./faults.js";
import { openLink, sleep } from "./link.js";

const HEARTBEAT_MS = 5_000;
const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 30_000;
const PAUSE_ON_TOUR_MS = 400;

const onTour = new URLSearchParams(location.search).has("autoplay");

const playing = new Set();
function setState(card, state) {
  card.dataset.state = state;
  if (state === "playing") playing.add(card);
  else playing.delete(card);
  document.body.classList.toggle("stormy", playing.size > 0);
}

const station = document.querySelector(".station");
const stationState = station.querySelector(".state");
let stationSocket = null;

/** Keeps the station's link up, for ever: full jitter under a doubling ceiling, as it should be. */
async function keepStation(onFirstReading) {
  for (let failures = 0; ; failures++) {
    const { socket, ended } = openLink("/station");
    let beat = null;
    let readings = 0;
    socket.addEventListener("open", () => {
      stationSocket = socket;
      station.dataset.state = "open";
      stationState.value = "open";
      let n = 0;
      beat = setInterval(() => socket.send(JSON.stringify({ type: "ping", n: ++n })), HEARTBEAT_MS);
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "answer") station.querySelector(".answer").value = message.text;
      if (message.type !== "reading") return;
      // The first comes at once. The second proves that the link lasts: only now does the waiting
      // start from the bottom again.
      readings++;
      if (readings > 1) failures = 0;
      for (const dial of station.querySelectorAll("[data-reading]")) {
        dial.textContent = message[dial.dataset.reading].toFixed(Number(dial.dataset.digits));
      }
      onFirstReading();
    });
    const end = await ended;
    clearInterval(beat);
    stationSocket = null;
    station.dataset.state = "lost";
    const waitMs = Math.random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** failures);
    stationState.value = `${end}; again in ${Math.ceil(waitMs / 1000)} s`;
    await sleep(waitMs);
  }
}

station.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = event.target.elements.question;
  if (!stationSocket) {
    station.querySelector(".answer").value = "The link is down; ask again in a moment.";
    return;
  }
  stationSocket.send(JSON.stringify({ type: "ask", text: input.value || input.placeholder }));
  input.value = "";
});

/** Shows a card; the function it returns sets its fault off and resolves when it has played out. */
function addCard(fault) {
  const card = document.querySelector("#fault").content.firstElementChild.cloneNode(true);
  const button = card.querySelector("button");
  const told = card.querySelector(".told");
  const heading = card.querySelector("h3");
  heading.id = `${fault.id}-title`;
  heading.textContent = fault.title;
  card.querySelector(".promise").textContent = fault.promise;
  button.dataset.fault = fault.id;
  button.setAttribute("aria-describedby", heading.id);
  // A storm would talk a screen reader down.
  if (fault.canStop) told.setAttribute("aria-live", "off");

  const setOff = async () => {
    const stop = new AbortController();
    setState(card, "playing");
    told.value = "";
    button.textContent = fault.canStop ? "Stop" : "Playing…";
    button.setAttribute("aria-disabled", String(!fault.canStop));
    button.onclick = () => fault.canStop && stop.abort();
    const tell = (line) => {
      told.value = line;
    };
    await fault.play(tell, { stopped: stop.signal, onTour });
    setState(card, "over");
    button.textContent = "Again";
    button.setAttribute("aria-disabled", "false");
    button.onclick = setOff;
  };
  button.onclick = setOff;
  document.querySelector(".faults").append(card);
  return setOff;
}

const setOffs = FAULTS.map(addCard);
await new Promise((resolve) => keepStation(resolve));

if (onTour) {
  for (const setOff of setOffs) {
    await setOff();
    await sleep(PAUSE_ON_TOUR_MS);
  }
  document.body.dataset.done = "true";
}
