/** A seed that nobody has walked by yet. */
export const freshSeed = (): number => Math.floor(Math.random() * 0x7fff_ffff);

/** The same ones each time, and a fresh one: `WALK_SEED=…` walks by that one again. */
export const seedsToWalk = (): number[] => [1, 2, 3, Number(process.env.WALK_SEED ?? freshSeed())];
