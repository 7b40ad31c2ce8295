import type { BrowserHandle } from "./launch-browser.ts";

/**
 * Holds the background worker in the midst of its work, deaf to its ports, until the function that
 * is returned is called.
 */
export async function blockWorker({ cdp, worker, extensionId }: BrowserHandle) {
  await worker();
  const origin = `chrome-extension://${extensionId}/`;
  const target = (await cdp.targets()).find(
    ({ type, url }) => type === "service_worker" && url.startsWith(origin),
  );
  if (!target) throw new Error("the background worker is not listed");
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId: target.targetId,
    flatten: true,
  });
  await cdp.send("Debugger.enable", {}, sessionId);
  await new Promise<void>((resolve, reject) => {
    const stopListening = cdp.on("Debugger.paused", () => {
      stopListening();
      resolve();
    });
    // Answered only once the worker goes on, or is stopped.
    cdp.evaluate(sessionId, "debugger").catch(reject);
  });
  // The last session that leaves lets the worker go on.
  return (): Promise<void> => cdp.send("Target.detachFromTarget", { sessionId });
}
