import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { App } from "./app/App.tsx";
import { connectModel } from "./app/connect.ts";
import { exportOnArrival } from "./app/export-on-arrival.ts";
import { followDevToolsTheme } from "./app/theme.ts";
import { pageUrls } from "./copy/page-urls.ts";
import type { Find } from "./find/find-model.ts";
import { hearDevToolsSearch, hearFindKey } from "./find/hear-search.ts";
import { rememberTimeMode } from "./messages/message-view.ts";
import { createActions } from "./model/actions/actions.ts";
import { keepUnfolded } from "./model/folds/keep-unfolded.ts";
import { unfoldSelected } from "./model/folds/unfold-selected.ts";
import { loadDiagnosis } from "./model/load-diagnosis.ts";
import { createModel } from "./model/model.ts";
import { findPlace } from "./model/place.ts";
import { loadStore } from "./rows/load-store.ts";
import { endpointNaming } from "./ui/endpoint-naming.ts";

const TICK_MS = 1_000;

const devtools = globalThis.chrome?.devtools;
const place = findPlace(location.search, devtools?.inspectedWindow?.tabId);
const model = createModel(Date.now);
if (devtools?.panels) followDevToolsTheme(document.documentElement, devtools.panels);
unfoldSelected(model);
keepUnfolded(model);
effect(() => {
  const documents = model.session.value?.documents;
  pageUrls.value = (id) => (id === null ? null : (documents?.get(id)?.url ?? null));
});
effect(() => {
  endpointNaming.value = model.endpointNames.value;
});

loadDiagnosis().then(
  (diagnose) => {
    model.diagnose.value = diagnose;
  },
  (error: Error) => {
    model.loadFailure.value = error;
  },
);

const link = place.kind === "viewer" ? null : connectModel(model, place.tabId);
const actions = createActions(model, place, (message) => link?.send(message));

if (link && place.kind !== "viewer") {
  const storeReady = loadStore(model, place.tabId);
  setInterval(model.tick, TICK_MS);
  if (place.kind === "tab" && place.exportAtOnce) {
    void storeReady.then(() => exportOnArrival(model, actions));
  }
}

addEventListener("pagehide", actions.finishClear);

// What is of use only once somebody types comes beside the first sight of a session.
const find = signal<Find | null>(null);
const findReady = import("./find/panel-find.ts").then(({ createPanelFind }) => {
  const created = createPanelFind(model, actions);
  find.value = created;
  return created;
});
findReady.catch((error) => actions.fail("The search could not be loaded", error));
if (place.kind === "devtools") hearDevToolsSearch(window, findReady);
else hearFindKey(findReady);
import("./filter/filter-language.ts").then(
  ({ createFilterLanguage }) => {
    model.filter.language.value = createFilterLanguage();
  },
  (error) => actions.fail("The filter could not be loaded", error),
);
rememberTimeMode(() => localStorage);

const root = document.getElementById("app");
if (root) {
  render(<App model={model} actions={actions} place={place} find={find} />, root);
}
