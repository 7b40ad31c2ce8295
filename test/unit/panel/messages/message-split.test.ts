import { describe, expect, it } from "vitest";
import { type ChosenSizes, splitRoom } from "../../../../src/panel/messages/message-split.ts";

const NONE: ChosenSizes = { heightPx: null, widthPx: null };
const split = (widthPx: number, heightPx: number, chosen = NONE) =>
  splitRoom({ widthPx, heightPx }, chosen);

describe("a message that is open", () => {
  it("stands below the list, which keeps half of a high panel", () => {
    expect(split(900, 600)).toMatchObject({ isBeside: false, listPx: 300 });
  });

  it("has 200 pixels before the list has more than three rows", () => {
    expect(split(900, 330)).toMatchObject({ isBeside: false, listPx: 130 });
  });

  it("stands beside the list in a panel that is low and wide", () => {
    expect(split(870, 170)).toMatchObject({ isBeside: true });
    expect(split(870, 320)).toMatchObject({ isBeside: false });
  });

  it("stands below it in one that is low, and not twice as wide as high", () => {
    expect(split(580, 297)).toMatchObject({ isBeside: false, listPx: 97 });
    expect(split(400, 100)).toMatchObject({ isBeside: false });
  });

  it("stays where it stands once its least height is given to it", () => {
    // Below each other both have at least 216 pixels (messages.css).
    for (let widthPx = 200; widthPx < 1_000; widthPx += 10) {
      const { isBeside } = split(widthPx, 100);
      expect(split(widthPx, isBeside ? 120 : 216).isBeside).toBe(isBeside);
    }
  });

  it("leaves the list the size that was chosen, as long as both can be read", () => {
    const chosen = { heightPx: 400, widthPx: 300 };
    expect(split(900, 600, chosen).listPx).toBe(400);
    expect(split(900, 500, chosen).listPx).toBe(350);
    expect(split(900, 200, chosen).listPx).toBe(300);
    expect(split(900, 600, { ...chosen, heightPx: 1 }).listPx).toBe(66);
  });
});
