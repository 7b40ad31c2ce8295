import type { Page } from "playwright";
import { connectionsInOrder } from "../../src/session/session.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { Books } from "./books.ts";
import { compareFile, compareSession } from "./compare.ts";
import { type Plan, planWalk } from "./plan.ts";
import type { WalkStage } from "./stage.ts";

type WalkResult = {
  seed: number;
  sockets: number;
  messages: number;
  disagreements: string[];
};

/** What a busy machine may take to bring the last of it to the session. */
const PATIENCE_MS = 60_000;
/** While it is held, the page goes on for so many steps. */
const HELD_STEPS = 15;

/** The browser's own words about sockets, which it says without us too. */
const BROWSERS_WORDS =
  /^WebSocket |^Refused to connect|^Connecting to 'ws:|not a valid enum value of type BinaryType/;

/** Walks in a tab of its own, and compares what was recorded with what the page saw. */
export async function takeWalk(
  stage: WalkStage,
  seed: number,
  seconds: number,
): Promise<WalkResult> {
  const { browser, sessions } = stage;
  const plan = planWalk(seed, seconds);
  // Tabs that walk at once are told apart by it.
  const page = await browser.openPage(`${stage.pageUrl}&seed=${seed}`);
  const said = hearErrors(page);
  const stopsBefore = stage.stops();
  const tabId = await stage.tabIdOf(page);
  const [panel] = await Promise.all([
    livePlan(stage, page, tabId, plan),
    page.evaluate((steps) => window.walk(steps), plan.steps),
  ]);
  await waitFor("every socket to end", () => page.evaluate(() => window.endAll()), PATIENCE_MS);
  const books = JSON.parse(await page.evaluate(() => window.readBooks())) as Books;

  let disagreements: string[] = [];
  const wasStopped = () => stage.stops() > stopsBefore;
  const isAgreed = async () => {
    const { session } = await sessions.look(tabId);
    const seen = { ...session, connections: connectionsInOrder(session) };
    disagreements = compareSession(books, seen, wasStopped());
    return disagreements.length === 0;
  };
  await waitFor("the session to agree", isAgreed, PATIENCE_MS).catch(() => {});
  if (disagreements.length === 0)
    disagreements = compareFile(books, await stage.exportFrom(panel), wasStopped());
  await panel.close();
  await page.close();
  return {
    seed,
    sockets: books.books.length,
    messages: books.books.reduce((sum, { messages }) => sum + messages.length, 0),
    disagreements: [...disagreements, ...said],
  };
}

/** What happens beside the page while it walks, each at its step; gives the panel that was opened. */
async function livePlan(stage: WalkStage, page: Page, tabId: number, plan: Plan): Promise<Page> {
  const { browser } = stage;
  const walked = (count: number) =>
    page.waitForFunction((n) => window.walked >= n, count, { timeout: PATIENCE_MS });
  let panel: Page | null = null;
  const openPanel = async () => {
    panel = await browser.openPanelPage(tabId);
  };
  const goOn = (at: number) => () => walked(Math.min(at + HELD_STEPS, plan.steps.length));
  const events = [
    ...plan.troubles.map(({ at, how }) => ({
      at,
      act: () => (how === "stop" ? stage.stopWorker() : stage.holdWorker(goOn(at))),
    })),
    { at: plan.panelAt, act: openPanel },
  ].sort((a, b) => a.at - b.at);
  for (const { at, act } of events) {
    await walked(at);
    await act();
  }
  await walked(plan.steps.length);
  return panel as unknown as Page;
}

/** Whatever comes up in the console, or as an error, that is neither the browser's nor the walk's. */
function hearErrors(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    if (!BROWSERS_WORDS.test(message.text())) said.push(`console: ${message.text()}`);
  });
  page.on("pageerror", ({ message }) => {
    if (!message.includes("thrown by the walk itself")) said.push(`uncaught: ${message}`);
  });
  return said;
}

declare global {
  interface Window {
    walked: number;
    walk(steps: Plan["steps"]): Promise<void>;
    endAll(): boolean;
    readBooks(): string;
  }
}
