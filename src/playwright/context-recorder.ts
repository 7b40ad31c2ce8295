/** Records the sockets of all pages of one browser context. */

import pageRecorder from "virtual:page-recorder";
import type { BrowserContext, Frame, Page, WebSocketRoute } from "@playwright/test";
import { reduce } from "../session/reduce.ts";
import { createPageRecord } from "./page-record.ts";
import { BINDING, FLUSH, reviveFromPage } from "./protocol.ts";
import { watchSockets } from "./seen-sockets.ts";

type Recorded = ReturnType<typeof createPageRecord> & {
  page: Page;
  sockets: ReturnType<typeof watchSockets>;
  frames: Map<Frame, number>;
};
export type ContextRecorder = {
  /** Of the pages that were opened up to now, in that order. */
  pages(): Recorded[];
  of(page: Page): Recorded;
  /** Waits until the pages have said what they know. */
  flush(): Promise<void>;
};

type RoutedUrl = Parameters<Page["routeWebSocket"]>[0];
type RouteHandler = Parameters<Page["routeWebSocket"]>[1];

/** A page that hangs, or is gone, is not waited for. */
const FLUSH_MS = 2_000;

const recorders = new WeakMap<BrowserContext, Promise<ContextRecorder>>();

/** To be called before a page of it goes anywhere; once more, it gives the same. */
export function recordContext(context: BrowserContext): Promise<ContextRecorder> {
  const known = recorders.get(context);
  if (known) return known;
  const made = startRecording(context);
  recorders.set(context, made);
  return made;
}

export const recorderOf = (context: BrowserContext): Promise<ContextRecorder> | null =>
  recorders.get(context) ?? null;

async function startRecording(context: BrowserContext): Promise<ContextRecorder> {
  const recorded = new Map<Page, Recorded>();
  const of = (page: Page): Recorded => {
    const known = recorded.get(page);
    if (known) return known;
    const made: Recorded = {
      ...createPageRecord(Date.now()),
      ...{ page, sockets: watchSockets(page), frames: new Map() },
    };
    recorded.set(page, made);
    watchMocks(page, made.mocked);
    const left = () => {
      const at = Date.now();
      for (const { id } of made.session.documents.values()) {
        reduce(made.session, { kind: "document-left", at, documentId: id });
      }
    };
    page.on("close", left);
    page.on("crash", () => {
      left();
      for (const { id } of made.session.documents.values()) {
        reduce(made.session, {
          kind: "document-stopped",
          at: Date.now(),
          documentId: id,
          how: "crashed",
        });
      }
    });
    return made;
  };
  const frameIdOf = ({ frames, page }: Recorded, frame: Frame): number => {
    if (frame === page.mainFrame()) return 0;
    const id = frames.get(frame) ?? frames.size + 1;
    frames.set(frame, id);
    return id;
  };

  context.on("page", of);
  for (const page of context.pages()) of(page);
  const mockedInContext = (route: WebSocketRoute) => {
    // A route does not say whose page asks for it; with one page there is no doubt.
    const [first] = recorded.values();
    first?.mocked.push(route.url());
    return () => first?.mocked.splice(first.mocked.indexOf(route.url()), 1);
  };
  watchRoutes(context, mockedInContext);
  await context.exposeBinding(BINDING, ({ page, frame }, text: unknown) => {
    if (!page || typeof text !== "string") return;
    const record = of(page);
    const raw = reviveFromPage(text);
    if (typeof raw !== "object" || raw === null) return;
    const message = raw as Record<string, unknown>;
    const { documentId } = message;
    if (typeof documentId !== "string" || documentId.length > 64) return;
    if (message.kind === "hello") record.join(message, documentId, frameIdOf(record, frame));
    else record.take(message, documentId);
  });
  await context.addInitScript({ content: pageRecorder });

  const flush = async (): Promise<void> => {
    const at = Date.now();
    const records = [...recorded.values()].filter(({ page }) => !page.isClosed());
    /** Whose every frame said all that it knew. */
    const whole = new Set<Page>();
    const asked = Promise.allSettled(
      records.map(async ({ page }) => {
        const frames = page.frames();
        const answers = await Promise.allSettled(frames.map(askFrame));
        const isSilent = answers.some(
          (answer, i) => !frames[i]?.isDetached() && !("value" in answer && answer.value),
        );
        if (!isSilent) whole.add(page);
      }),
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, FLUSH_MS);
    });
    await Promise.race([asked, late]);
    clearTimeout(timer);
    for (const record of recorded.values()) {
      const knownUntil = whole.has(record.page) ? at : null;
      record.doubtful = record.sockets.tell(record.session, record.unseen, knownUntil);
    }
  };
  flushBeforeClosing(context, flush);
  return { pages: () => [...recorded.values()], of, flush };
}

/** True where a recorder runs in it, and has said all. */
const askFrame = (frame: Frame): Promise<boolean> =>
  frame.evaluate(async (name) => {
    const flush = (globalThis as never as Record<string, () => Promise<unknown>>)[name];
    await flush?.();
    return flush !== undefined;
  }, FLUSH);

/** What is pending in a page goes with it. */
function flushBeforeClosing(context: BrowserContext, flush: () => Promise<void>): void {
  const close = context.close.bind(context);
  context.close = async (options) => {
    await flush();
    await close(options);
  };
}

const watchMocks = (page: Page, mocked: string[]): void =>
  watchRoutes(page, (route) => {
    mocked.push(route.url());
    return () => mocked.splice(mocked.indexOf(route.url()), 1);
  });

/**
 * A socket that a route answers itself never reaches the network, and the hook does not see it: who
 * mocks says so here. One that the route connects to its server is real.
 */
function watchRoutes(
  owner: Pick<Page, "routeWebSocket"> | Pick<BrowserContext, "routeWebSocket">,
  note: (route: WebSocketRoute) => () => void,
): void {
  const routeWebSocket: Page["routeWebSocket"] = owner.routeWebSocket.bind(owner);
  owner.routeWebSocket = (url: RoutedUrl, handler: RouteHandler) =>
    routeWebSocket(url, (route) => {
      const takeBack = note(route);
      const connectToServer = route.connectToServer.bind(route);
      route.connectToServer = () => {
        takeBack();
        return connectToServer();
      };
      return handler(route);
    });
}
