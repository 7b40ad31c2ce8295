import type { Frame, Page } from "playwright";

/** Narrower than any mark of the axis. */
const STEP_PX = 6;

/**
 * What the cards say along the timeline's axis, a line each.
 *
 * A mouse from outside waits for a picture at each step, which takes minutes where pictures are
 * slow; so the pointer is moved within the page.
 */
export function readAxisMarks(panel: Page | Frame): Promise<string> {
  const canvas = panel.getByRole("listbox", { name: "Connections over time" }).locator("canvas");
  return canvas.evaluate(async (axis, stepPx) => {
    const { left, top, width } = axis.getBoundingClientRect();
    const said = new Set<string | null>();
    for (let x = width * 0.15; x < width; x += stepPx) {
      axis.dispatchEvent(new PointerEvent("pointermove", { clientX: left + x, clientY: top + 8 }));
      // The card is drawn in a microtask.
      await new Promise((done) => setTimeout(done));
      for (const line of document.querySelectorAll(".timeline-card bdi"))
        said.add(line.textContent);
    }
    return [...said].join("\n");
  }, STEP_PX);
}
