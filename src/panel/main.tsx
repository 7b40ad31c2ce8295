import { render } from "preact";
import { createActions } from "./actions.ts";
import { App } from "./components/App.tsx";
import { connectModel } from "./connect.ts";
import { exportOnArrival } from "./export-on-arrival.ts";
import { loadDiagnosis } from "./load-diagnosis.ts";
import { loadStore } from "./load-store.ts";
import { createModel } from "./model.ts";
import { findPlace } from "./place.ts";
import { followDevToolsTheme } from "./theme.ts";

const TICK_MS = 1_000;

const devtools = globalThis.chrome?.devtools;
const place = findPlace(location.search, devtools?.inspectedWindow?.tabId);
const model = createModel(Date.now);
if (devtools?.panels) followDevToolsTheme(document.documentElement, devtools.panels);

void loadDiagnosis().then((diagnose) => {
  model.diagnose.value = diagnose;
});

const link =
  place.kind === "viewer"
    ? null
    : connectModel(model, place.tabId, () => model.recordWanted.peek());
const actions = createActions(model, place, (message) => link?.send(message));

if (link) {
  const storeReady = loadStore(model);
  setInterval(model.tick, TICK_MS);
  if (place.kind === "tab" && place.exportAtOnce) {
    void storeReady.then(() => exportOnArrival(model, actions));
  }
}

const root = document.getElementById("app");
if (root) render(<App model={model} actions={actions} place={place} />, root);
