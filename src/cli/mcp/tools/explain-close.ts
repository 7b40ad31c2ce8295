import * as v from "valibot";
import { explain } from "../../../analysis/explain/explain.ts";
import { vendorsNamed } from "../../explain/run-explain.ts";
import { writeBlocks } from "../../explain/write-blocks.ts";
import { defineTool, described, WrongQuestion } from "../tool.ts";

const WIDTH = 80;
const WORD = v.pipe(v.string(), v.maxLength(500));

export const explainClose = defineTool({
  name: "explain_close",
  title: "What a code or an error means",
  description:
    "What a close code (1006, 4401), an HTTP status of a handshake (403), an error of a browser (net::ERR_CONNECTION_REFUSED) or the id of a finding (idle-timeout) means, without any session.",
  input: {
    asked: described(v.union([WORD, v.number()]), "the code, status, error or id"),
    vendor: v.optional(
      described(WORD, "whose code it is, from 3000 on: slack, phoenix, graphql-ws"),
    ),
  },
  async answer({ asked, vendor }) {
    const word = String(asked);
    const explanation = explain(word, vendor === undefined ? [] : vendorsNamed(vendor));
    if (!explanation) {
      throw new WrongQuestion(
        `Nothing is known of "${word}": it is no close code, no status, no finding and no known error of a browser.`,
      );
    }
    return {
      text: writeBlocks(explanation, { colour: false, columns: WIDTH }),
      data: { explanation },
    };
  },
});
