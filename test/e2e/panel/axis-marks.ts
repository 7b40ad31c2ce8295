import type { Frame, Mouse, Page } from "playwright";

/** Narrower than any mark of the axis. */
const STEP_PX = 6;

/** What the cards say along the timeline's axis, a line each. */
export async function readAxisMarks(panel: Page | Frame, mouse: Mouse): Promise<string> {
  const canvas = panel.getByRole("listbox", { name: "Connections over time" }).locator("canvas");
  const card = panel.locator(".timeline-card");
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const said = new Set<string>();
  for (let x = box.width * 0.15; x < box.width; x += STEP_PX) {
    await mouse.move(box.x + x, box.y + 8);
    for (const text of await card.locator("bdi").allTextContents()) said.add(text);
  }
  return [...said].join("\n");
}
