import {
  addHttpRequest,
  type HttpRequest,
  hostOfAddress,
  isOfAnyHost,
  readHttpRequest,
} from "../protocol/http-request.ts";

/** A page that polls makes hundreds a minute: they are told together. */
const TELL_AFTER_MS = 1_000;
/** What is kept of hosts that have no sockets yet: a negotiation comes before its socket. */
const MAX_KEPT = 100;
const MAX_HOSTS = 100;

/** Tells of a page's HTTP requests to the hosts of its sockets, and of what concerns any host. */
export function createPageRequests(tell: (requests: HttpRequest[]) => void) {
  const hosts = new Set<string>();
  let kept: HttpRequest[] = [];
  let toTell: HttpRequest[] = [];

  const tellAll = () => {
    tell(toTell);
    toTell = [];
  };
  const tellSoon = (request: HttpRequest) => {
    if (toTell.length === 0) setTimeout(tellAll, TELL_AFTER_MS);
    toTell = addHttpRequest(toTell, request, MAX_KEPT);
  };

  return {
    /** A socket to this address is there. */
    socketTo(url: string): void {
      const host = hostOfAddress(url);
      if (host === null || hosts.has(host) || hosts.size >= MAX_HOSTS) return;
      hosts.add(host);
      for (const request of kept) if (request.host === host) tellSoon(request);
      kept = kept.filter((request) => request.host !== host);
    },
    /** `entry`: as DevTools hands it out. */
    finished(entry: unknown): void {
      const request = readHttpRequest(entry);
      if (request === null) return;
      if (hosts.has(request.host) || isOfAnyHost(request)) tellSoon(request);
      else kept = addHttpRequest(kept, request, MAX_KEPT);
    },
  };
}
