import { parseUrl } from "../../protocol/parse-url.ts";

const MAX_PATH = 32;

/** Host and path, the end of a long one: "chat.example/live". */
export function nameOfEndpoint(url: string, host = parseUrl(url)?.hostPort ?? url): string {
  const path = (parseUrl(url)?.path ?? "").replace(/\/$/, "");
  return path.length > MAX_PATH ? `${host}/…${path.slice(-MAX_PATH)}` : host + path;
}
