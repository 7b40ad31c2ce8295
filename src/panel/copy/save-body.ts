import type { Body } from "../../protocol/rows.ts";
import { download } from "../files/download.ts";
import { fileOf } from "./said-message.ts";

/** A body as a file of its own. */
export function saveBody(body: Body, isCut: boolean, base: string): void {
  const { name, type } = fileOf(body, isCut, base);
  download(new Blob([body], { type }), name);
}
