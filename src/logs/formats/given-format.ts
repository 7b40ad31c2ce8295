import { readBy } from "./access-lines.ts";
import type { Format } from "./format.ts";
import { compileFormat } from "./format-string.ts";

/** @throws a sentence where the words are no format. */
export function givenFormat(given: string): Format {
  const compiled = compileFormat(given);
  if (!compiled) {
    throw new Error(
      "The log format has no variables that are known, or two of them with nothing between them: give it as nginx's log_format, HAProxy's log-format, Apache's LogFormat or Envoy's format has it.",
    );
  }
  const { server, template } = compiled;
  return {
    name: `${server}, by the format that was given`,
    server,
    parse: (line, where) => readBy(template, server, line, where),
  };
}
