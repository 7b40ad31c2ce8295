import type { BrowserHandle } from "./launch-browser.ts";
import { waitFor } from "./wait-for.ts";

/** What a user does on chrome://extensions. No type package has this interface. */
type DeveloperPrivate = {
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
  reload(extensionId: string): Promise<void>;
};

/** The button "Reload", which ends every page and script of the extension. */
export async function reloadExtension(browser: BrowserHandle): Promise<void> {
  await browser.worker();
  const before = await findWorkers(browser);
  const settings = await browser.openPage("chrome://extensions/");
  await settings.evaluate(async (extensionId) => {
    const developer = Reflect.get(chrome, "developerPrivate") as DeveloperPrivate;
    // Without it an unpacked extension stays off once it was reloaded.
    await developer.updateProfileConfiguration({ inDeveloperMode: true });
    await developer.reload(extensionId);
  }, browser.extensionId);
  await settings.close();
  await waitFor("the worker from before to end", async () =>
    (await findWorkers(browser)).every((targetId) => !before.includes(targetId)),
  );
}

async function findWorkers({ cdp, extensionId }: BrowserHandle): Promise<string[]> {
  const ours = (await cdp.targets()).filter(
    ({ type, url }) => type === "service_worker" && url.includes(extensionId),
  );
  return ours.map(({ targetId }) => targetId);
}
