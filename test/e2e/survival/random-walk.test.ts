/** The page's own books against the recording of it, whatever the page does. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedsToWalk } from "../../walk/seeds.ts";
import { startWalkStage, type WalkStage } from "../../walk/stage.ts";
import { takeWalk } from "../../walk/take-walk.ts";

const SECONDS = 3;

let stage: WalkStage;

beforeAll(async () => {
  stage = await startWalkStage();
});
afterAll(() => stage?.close());

it.each(seedsToWalk())(
  "a walk over the API by chance is recorded as the page saw it: WALK_SEED=%i",
  async (seed) => {
    const { disagreements } = await takeWalk(stage, seed, SECONDS);
    expect(disagreements).toEqual([]);
  },
);
