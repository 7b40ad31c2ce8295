import { resolve } from "node:path";

/** What is measured: the production build. */
export const EXTENSION = resolve("dist/chrome");
