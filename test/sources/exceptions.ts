/** An expression that may cost more than its text is long: why, and what bounds it. */
export type Exception = { place: string; text: string; reason: string };

export const EXCEPTIONS: Exception[] = [
  {
    place: "src/analysis/spoken/rule.ts",
    text: "new RegExp(source)",
    reason: "it reads the first 400 characters of a text and no more",
  },
  {
    place: "src/decoders/refusals.ts",
    text: "new RegExp(PATTERN)",
    reason: "it reads words of at most 64 characters",
  },
  {
    place: "src/panel/filter/texts.worker.ts",
    text: "new RegExp(data.source, data.flags)",
    reason: "the user's own; this is the worker that is ended after its time",
  },
  {
    place: "src/panel/filter/read-terms.ts",
    text: 'new RegExp(source, [...kept].join(""))',
    reason: "the user's own; it runs in a worker that is ended after its time",
  },
  {
    place: "src/panel/find/find-model.ts",
    text: "new RegExp(source)",
    reason: "the user's own; only compiled here, to tell what is wrong with it",
  },
  {
    place: "src/panel/scan/row-tester.ts",
    text: 'new RegExp(text, matchesCase ? "" : "i")',
    reason: "the user's own; it runs in a worker that is ended after its time",
  },
  {
    place: "src/secrets/provider-keys.ts",
    text: 'new RegExp(IN_TEXT, "g")',
    reason: "it reads the first 8 KiB of a text, and of a key at most 400 characters",
  },
  {
    place: "src/secrets/provider-keys.ts",
    text: "new RegExp(ALONE)",
    reason: "it reads the first 420 characters of a value and no more",
  },
  {
    place: "src/session/known-beats.ts",
    text: 'new RegExp(PATTERN, "i")',
    reason: "it reads the first 48 characters of a message and no more",
  },
];
