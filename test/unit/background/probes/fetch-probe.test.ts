import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { fetchProbe } from "../../../../src/background/probes/fetch-probe.ts";

it("is answered once the status is there, however long the body takes", async () => {
  let endedAt = 0;
  const server = createServer((_, response) => {
    response.writeHead(426, { server: "probed" }).write("Upgrade Required");
    setTimeout(() => {
      endedAt = Date.now();
      response.end();
    }, 200);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const probe = await fetchProbe(`ws://127.0.0.1:${port}/`, false);
  expect(probe).toMatchObject({ outcome: "answered", status: 426 });
  expect(probe.headers).toContainEqual({ name: "server", value: "probed" });
  expect(probe.at + probe.durationMs).toBeLessThan(endedAt);
});
