/** Where things are in the panel, by what they are and say to whoever uses it. */
import type { Frame, Locator } from "playwright";

/** A page, a frame, or a part of either. */
export type Screen = Pick<Frame, "getByRole" | "getByText" | "locator">;

/** The lines of the list on the left: endpoints, connections, folded helpers. */
export const listLines = (screen: Screen): Locator =>
  screen.getByRole("tree", { name: "Connections by endpoint" }).getByRole("treeitem");

/** The endpoints among them. */
export const groupLines = (screen: Screen): Locator =>
  screen.getByRole("tree", { name: "Connections by endpoint" }).getByRole("treeitem", { level: 1 });

/** The connections among them; those that wait or are over, too. */
export const connectionLines = (screen: Screen): Locator =>
  listLines(screen).filter({ hasText: /^#\d/ });

/** What unfolds and folds a line; it has no name, as the arrow keys do the same. */
export const foldOf = (line: Locator): Locator => line.locator(":scope > [aria-hidden]").first();

/** "#3": the number of each connection in the list. */
export const ordinals = (screen: Screen): Locator => listLines(screen).getByText(/^#[\d,]+$/);

/** What was chosen in the list: its name, above all that is told of it. */
export const subjectOf = (screen: Screen): Locator =>
  screen
    .getByRole("button", { name: "← All findings", includeHidden: true })
    .locator("xpath=following-sibling::h2");

const messageGrid = (screen: Screen): Locator => screen.getByRole("grid");
/** What happened between messages lies across all columns. */
const across = (screen: Screen): Locator => screen.locator("[aria-colspan]");

export const messageRows = (screen: Screen): Locator =>
  messageGrid(screen)
    .getByRole("rowgroup")
    .getByRole("row")
    .filter({ hasNot: across(screen) });

/** What happened between the messages, by its title: "open", "close 1000". */
export const markerRows = (screen: Screen, title: string | RegExp): Locator =>
  messageGrid(screen)
    .getByRole("row")
    .filter({ has: across(screen) })
    .filter({ has: screen.getByText(title, { exact: true }) });

export const chosenRow = (screen: Screen): Locator =>
  messageGrid(screen).getByRole("row", { selected: true });

/** "2 of 3 messages", above their list. */
export const messageCount = (screen: Screen): Locator =>
  screen
    .getByRole("tabpanel")
    .getByRole("status")
    .filter({ hasText: /\bmessages?\b/ })
    .first();

export const findBar = (screen: Screen): Locator =>
  screen.getByRole("search", { name: "Find in messages" });

/** What is told of the whole session, one line an incident. */
export const incidentLines = (screen: Screen): Locator =>
  screen
    .getByRole("heading", { name: /: \d+ incidents?\b/ })
    .locator("xpath=following-sibling::ul[1]")
    .getByRole("listitem");

/** The lines of all findings, those of incidents as well. */
export const findingLines = (screen: Screen): Locator =>
  screen.getByRole("main").getByRole("listitem");

/** The message that is shown in full. */
export const messageDetail = (screen: Screen): Locator =>
  screen.getByRole("region", { name: /^Message [\d,]+$/ });

export const treeRows = (screen: Screen): Locator =>
  screen.getByRole("tree", { name: "JSON" }).getByRole("treeitem");

export const hexLines = (screen: Screen): Locator =>
  screen.getByRole("listbox", { name: "Bytes in hexadecimal" }).getByRole("option");

/** The parts of the filter, each with the button that takes it out. */
export const filterChips = (screen: Screen): Locator =>
  screen.getByRole("button", { name: /^Remove / }).locator("xpath=..");

/** One conclusion. */
export const findingCards = (screen: Screen): Locator => screen.getByRole("article");
