import type { Frame, Locator, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  chosenRow,
  findingCards,
  messageDetail,
  messageRows,
  subjectOf,
} from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let tab: Page;
let panel: PanelHandle;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today");
      const socket = new WebSocket("${url}/echo");
      socket.onopen = () => ["one", '{"two": 2}', "three"].forEach((body) => socket.send(body));`),
  }));
  ({ page: tab } = await watched.open("/"));
  panel = await watched.browser.openPanel(tab);
  ({ frame } = panel);
  // What was said before DevTools opened was only watched; now it is recorded from the first word.
  await tab.reload();
  await row("closed 1011").waitFor();
  await row("open for").waitFor();
  await panel.devtools.bringToFront();
});
afterAll(() => watched?.close());

// The keyboard belongs to the panel once it was clicked, and not to DevTools around it.
beforeEach(() => filter().click());

const filter = () => frame.locator("#filter");
const list = () => frame.getByRole("tree", { name: "Connections by endpoint" });
const incidents = () => frame.getByRole("region", { name: "Incidents" });
const row = (text: string) => frame.getByRole("treeitem").filter({ hasText: text });

const press = async (...keys: string[]) => {
  for (const key of keys) await panel.devtools.keyboard.press(key);
};

const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => element === document.activeElement);

const expectFocus = (locator: Locator) =>
  waitFor(`${locator} to have the focus`, () => hasFocus(locator));

/** Presses Tab until this has the focus; `from` stands before it. */
async function tabTo(locator: Locator, from: Locator): Promise<void> {
  await from.focus();
  for (let left = await countControls(); left > 0; left--) {
    await press("Tab");
    if (await hasFocus(locator)) return;
  }
  throw new Error(`Tab never came to ${locator}`);
}

const CONTROLS =
  "button:enabled, input:enabled, select:enabled, textarea:enabled, a[href], [tabindex='0']";

/** How many controls a pointer could reach. */
const countControls = () =>
  frame.evaluate((selector) => {
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    return [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) => element.tabIndex >= 0 && isShown(element),
    ).length;
  }, CONTROLS);

type Round = { unreached: string[]; unordered: string[]; unseen: string[] };

/** Goes once round by Tab: what was not reached, came out of order, or does not show its focus. */
async function goRound(): Promise<Round> {
  await frame.evaluate(() => {
    const start = document.querySelector<HTMLElement>("button");
    start?.focus();
  });
  const controls = await countControls();
  await frame.evaluate(() => {
    globalThis.addEventListener("focusin", note, { capture: true });
    const seen: Element[] = [];
    const unseen: string[] = [];
    Object.assign(globalThis, { seen, unseen, stopNoting });
    function note({ target }: Event) {
      if (!(target instanceof HTMLElement)) return;
      seen.push(target);
      if (!showsFocus(target)) unseen.push(target.outerHTML.slice(0, 200));
    }
    function stopNoting() {
      globalThis.removeEventListener("focusin", note, { capture: true });
    }
    /** By an outline of its own, or of what it stands in or holds. */
    function showsFocus(element: HTMLElement): boolean {
      const around = [element, element.closest("label"), element.parentElement];
      const within = [...element.querySelectorAll(".selected")];
      return [...around, ...within].some((shown) => {
        if (!shown) return false;
        return [null, "::after"].some((pseudo) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(shown, pseudo);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
        });
      });
    }
  });
  // Past the last control the focus leaves for DevTools' own.
  for (let n = 1; n < controls; n++) await press("Tab");
  return frame.evaluate((selector) => {
    const { seen, unseen, stopNoting } = globalThis as unknown as {
      seen: HTMLElement[];
      unseen: string[];
      stopNoting(): void;
    };
    stopNoting();
    const start = document.querySelector("button");
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const unreached = [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.tabIndex >= 0 && isShown(element))
      .filter((element) => element !== start && !seen.includes(element));
    const isAfter = (element: HTMLElement, before: HTMLElement | undefined) =>
      !before || before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    const unordered = seen.filter((element, n) => !isAfter(element, seen[n - 1]));
    const told = (elements: HTMLElement[]) =>
      elements.map(({ outerHTML }) => outerHTML.slice(0, 200));
    return { unreached: told(unreached), unordered: told(unordered), unseen };
  }, CONTROLS);
}

const NOTHING: Round = { unreached: [], unordered: [], unseen: [] };

describe("Tab goes through every control in the order of the page, and shows where it is", () => {
  it("on the landing view, and its checklist", async () => {
    expect(await goRound()).toEqual(NOTHING);
    await press("]");
    await frame.getByLabel(/Answer to item 19/).waitFor();
    expect(await goRound()).toEqual(NOTHING);
    await press("[");
  });

  it("on each view of a connection", async () => {
    await row("open for").click();
    const views = {
      Why: findingCards(frame).first().getByRole("heading", { level: 2 }),
      Messages: messageRows(frame).getByRole("gridcell").first(),
      Handshake: frame.getByText("Accepted after"),
    };
    for (const [name, content] of Object.entries(views)) {
      await content.waitFor();
      expect({ name, ...(await goRound()) }).toEqual({ name, ...NOTHING });
      await press("]");
    }
    await frame.getByRole("tab", { name: "Why" }).click();
    await list().press("Escape");
  });
});

describe("without a pointer", () => {
  it("a connection is chosen, its views are gone through, and Escape leads back step by step", async () => {
    await tabTo(list(), filter());
    await press("Home");
    while (
      !(await row("open for")
        .and(frame.getByRole("treeitem", { selected: true }))
        .count())
    ) {
      await press("ArrowDown");
    }
    await press("Enter");
    const why = frame.getByRole("tab", { name: "Why" });
    await expectFocus(why);
    await press("ArrowRight");
    const messages = frame.getByRole("tab", { name: /^Messages/, selected: true });
    await expectFocus(messages);
    await messageRows(frame).getByRole("gridcell").first().waitFor();
    await tabTo(frame.locator("#messages"), messages);
    await press("Home", "ArrowDown");
    await chosenRow(frame).waitFor();
    const detail = messageDetail(frame);
    await detail.waitFor();

    await press("Escape");
    await detail.waitFor({ state: "detached" });
    await press("Escape");
    await incidents().waitFor();
    await expectFocus(list());
  });

  it("an endpoint folds and unfolds", async () => {
    await list().focus();
    await press("Home", "ArrowLeft");
    await frame.getByRole("treeitem", { expanded: false }).waitFor();
    await press("ArrowRight");
    await frame.getByRole("treeitem", { expanded: false }).waitFor({ state: "detached" });
    await press("Escape");
  });

  it("an incident opens by Enter", async () => {
    await tabTo(incidents().getByRole("button"), list());
    await press("Enter");
    await frame.getByRole("heading", { name: "Do this first" }).first().waitFor();
    await expectFocus(frame.getByRole("tab", { name: "Why" }));
    await press("Escape");
    await incidents().waitFor();
  });

  it("menus open, close by Escape, and give the focus back", async () => {
    for (const button of [
      frame.getByRole("button", { name: "Saved" }),
      frame.getByRole("button", { name: "What is watched and stored" }),
      frame.getByRole("button", { name: "Export options" }),
    ]) {
      await button.focus();
      await press("Enter");
      // What is in a menu is loaded when it opens first.
      await frame.locator(".menu").locator("button, input, select").first().waitFor();
      await press("Tab");
      await waitFor("the menu to have the focus", () =>
        frame.locator(".menu").evaluate((menu) => menu.contains(document.activeElement)),
      );
      await press("Escape");
      await frame.locator(".menu").waitFor({ state: "detached" });
      await expectFocus(button);
    }
  });

  it("the keys are shown, keep the focus, and give it back", async () => {
    const button = frame.getByRole("button", { name: "Keys" });
    await button.focus();
    await press("Enter");
    const dialog = frame.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    await press("Tab");
    await expectFocus(dialog.getByRole("button", { name: "Close" }));
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expectFocus(button);
  });

  it("the filter is reached by /, and Escape empties it before it leads on", async () => {
    await list().focus();
    await press("/");
    await panel.devtools.keyboard.type("close:1011");
    await row("open for").waitFor({ state: "detached" });
    await press("Escape");
    await row("open for").waitFor();
    expect(await filter().inputValue()).toBe("");
  });

  it("panes are resized", async () => {
    const splitter = frame.getByRole("separator", { name: "Width of the list" });
    const before = Number(await splitter.getAttribute("aria-valuenow"));
    await splitter.focus();
    await press("ArrowRight");
    await expect
      .poll(async () => Number(await splitter.getAttribute("aria-valuenow")))
      .toBeGreaterThan(before);
    await press("ArrowLeft");
  });

  it("an item of the checklist is answered", async () => {
    await frame.getByRole("tab", { name: "Checklist" }).click();
    const answer = frame.getByLabel(/Answer to item 7/);
    await answer.focus();
    for (const [key, value] of [
      ["Home", "yes"],
      ["ArrowDown", "no"],
    ] as const) {
      await press(key);
      await waitFor(`the answer ${value}`, async () => (await answer.inputValue()) === value);
    }
    await frame.getByRole("tab", { name: "Why" }).click();
  });

  it("the timeline leads to a connection", async () => {
    await tabTo(frame.getByRole("listbox", { name: "Connections over time" }), filter());
    await press("Home", "Enter");
    await subjectOf(frame).waitFor();
    await press("Escape");
  });
});
