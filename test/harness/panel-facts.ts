import type { Frame } from "playwright";
import { ordinals, subjectOf } from "./on-screen.ts";

/** What the panel says of one connection, as a reader sees it. */
export type PanelFacts = {
  /** "closed 1006 after 62.1 s": in its row and beside its name. */
  state: string;
  /** Of the finding that stands first, which is the one that explains the end. */
  findingId: string | null;
  title: string;
  /** "1012 “see you” (clean)". */
  received: string;
  /** Everything under Why. */
  text: string;
};

/** The numbers of the connections in the list, without those that are scrolled out of sight. */
export const readOrdinals = (frame: Frame): Promise<number[]> =>
  ordinals(frame)
    .allTextContents()
    .then((texts) => texts.map((text) => Number(text.slice(1))).sort((a, b) => a - b));

/** Selects a connection in the list, as a user would. */
export async function selectConnection(frame: Frame, ordinal: number): Promise<void> {
  await ordinals(frame).getByText(`#${ordinal}`, { exact: true }).click();
  await subjectOf(frame).getByText(`#${ordinal}`, { exact: true }).waitFor();
}

/** What stands under Why of the selected connection. */
export const readSelected = (frame: Frame): Promise<PanelFacts> =>
  frame.evaluate(() => {
    const textOf = (selector: string) => document.querySelector(selector)?.textContent ?? "";
    const received = [...document.querySelectorAll(".why dl.facts > div")].find(
      (fact) => fact.querySelector("dt")?.textContent === "Received",
    );
    const title = document.querySelector(".why article.finding h2");
    return {
      state: textOf("h2.subject > :last-child"),
      findingId: document.querySelector(".finding-foot code")?.textContent ?? null,
      // Without the severity, which is spoken rather than shown, and the mark behind it.
      title: [...(title?.childNodes ?? [])]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent)
        .join(""),
      received: received?.querySelector("dd")?.textContent ?? "",
      text: textOf(".why"),
    };
  });

/** The titles of the findings that the panel lists while nothing is selected. */
export const readFindingTitles = (view: Pick<Frame, "locator">): Promise<string[]> =>
  view.locator(".finding-title").allTextContents();
