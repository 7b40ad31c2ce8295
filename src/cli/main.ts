#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { run } from "./run.ts";

// Else the engine lets what nobody needs any more lie for as long as there is memory: a file of
// 64 MiB would take twice as much, in the same time.
setFlagsFromString("--optimize-for-size");

// `stormglass … | head` closes our output early; there is nobody left to tell about it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  columns: process.stdout.columns ?? 80,
});
