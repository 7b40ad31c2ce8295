import type { Page } from "playwright";
import type { Coverage, ToView } from "../../src/protocol/panel-message.ts";
import type { SessionChanges } from "../../src/session/changes.ts";
import { type Connection, connectionsInOrder, type Session } from "../../src/session/session.ts";
import type { BrowserHandle } from "./launch-browser.ts";
import { waitFor } from "./wait-for.ts";

export type Sight = { session: Session; coverage: Coverage; paused: boolean };

/** What the background knows of tabs, as a panel hears it, and what it keeps of them. */
export type SessionReader = {
  /** Looks at a tab for a moment, as a popup does, without starting to record. */
  look(tabId: number): Promise<Sight>;
  connections(tabId: number): Promise<Connection[]>;
  /** Looks again until the connections are as the test wants them. */
  waitFor(
    what: string,
    tabId: number,
    isRight: (connections: Connection[], session: Session) => boolean,
  ): Promise<Connection[]>;
  /** Sends one command of a panel. */
  command(tabId: number, message: object): Promise<void>;
  /** How many segments the store holds for a tab, and which keys the saved session has. */
  kept(tabId: number): Promise<{ segments: number; keys: string[] }>;
};

type Whole = Extract<ToView<Session, SessionChanges>, { kind: "session" }>;

/** Maps do not travel out of a page. */
type Flat = Omit<Whole, "session"> & {
  session: Omit<Session, "documents" | "connections"> & {
    documents: [string, unknown][];
    connections: [string, unknown][];
  };
};

export async function openSessionReader(browser: BrowserHandle): Promise<SessionReader> {
  // Any page of the extension may open a port; this one has no script of its own that would.
  const page = await browser.openPage(
    `chrome-extension://${browser.extensionId}/extension/welcome.html`,
  );
  const look = async (tabId: number): Promise<Sight> => {
    const { session, coverage, paused } = await page.evaluate(hearSession, tabId);
    const documents = new Map(session.documents) as Session["documents"];
    const connections = new Map(session.connections) as Session["connections"];
    return { session: { ...session, documents, connections }, coverage, paused };
  };
  const connections = async (tabId: number) => connectionsInOrder((await look(tabId)).session);
  return {
    look,
    connections,
    waitFor: (what, tabId, isRight) =>
      waitFor(what, async () => {
        const { session } = await look(tabId);
        const seen = connectionsInOrder(session);
        return isRight(seen, session) && seen;
      }),
    command: (tabId, message) =>
      page.evaluate(
        async ([id, text]) => {
          const port = chrome.runtime.connect({ name: `view:${id}` });
          await new Promise((resolve) => port.onMessage.addListener(resolve));
          port.postMessage(JSON.parse(text));
          port.disconnect();
        },
        [tabId, JSON.stringify(message)] as const,
      ),
    kept: (tabId) => readKept(page, tabId),
  };
}

function hearSession(tabId: number): Promise<Flat> {
  return new Promise((resolve) => {
    // A worker that was stopped in this very moment closes the port: ask its successor.
    const ask = () => {
      const port = chrome.runtime.connect({ name: `view:${tabId}` });
      port.onDisconnect.addListener(ask);
      port.onMessage.addListener((message: Whole) => {
        if (message.kind !== "session") return;
        port.disconnect();
        const { documents, connections, ...session } = message.session;
        resolve({
          ...message,
          session: { ...session, documents: [...documents], connections: [...connections] },
        });
      });
    };
    ask();
  });
}

const readKept = (page: Page, tabId: number) =>
  page.evaluate(async (id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("stormglass");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const segments = await new Promise<number>((resolve, reject) => {
      const store = database.transaction("segments").objectStore("segments");
      const request = store.count(IDBKeyRange.bound([id], [id, []]));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    const saved = Object.keys(await chrome.storage.session.get(null));
    return {
      segments,
      keys: saved.filter((key) => key === `tab:${id}` || key.startsWith(`tab:${id}:`)),
    };
  }, tabId);
