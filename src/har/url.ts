import { decodePart } from "../secrets/scan/decode-part.ts";

/** The query of a URL as names and values; no `URL`, which only a browser and Node have. */
export function queryOf(url: string): { name: string; value: string }[] {
  const query = /\?([^#]*)/.exec(url)?.[1];
  if (!query) return [];
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name: decodePart(name), value: decodePart(value.join("=")) };
    });
}
