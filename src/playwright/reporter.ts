/**
 * `stormglass/playwright-reporter`: for suites that do not use the fixture. Reads the traces of tests
 * that failed, and says in the output why their WebSockets did.
 *
 * ```ts
 * export default defineConfig({
 *   reporter: [["list"], ["stormglass/playwright-reporter"]],
 *   use: { trace: "retain-on-failure" },
 * });
 * ```
 */
import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { diagnose } from "../analysis/diagnose.ts";
import { sayHealth, summarize } from "../analysis/report/alike.ts";
import { openDoor } from "../cli/open-door.ts";
import { redactSession } from "../har/mask/redact.ts";
import type { Door } from "../har/open/door.ts";
import { openFile } from "../har/open/open-file.ts";
import { plain } from "../words/safe-text.ts";

const SESSION_NAME = /^stormglass-session(?:-\d+)?\.har$/;

/** Of one trace; the rest is in the trace itself. */
const MAX_FINDINGS = 5;

export default class StormglassReporter implements Reporter {
  readonly #blocks: string[][] = [];
  /** One after the other: each may take 200 MiB while it is read. */
  #reading: Promise<unknown> = Promise.resolve();

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_: FullConfig): void {}

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== "failed" && result.status !== "timedOut") return;
    const title = test
      .titlePath()
      .filter((part) => part !== "")
      .join(" › ");
    // What the fixture recorded says more than the trace beside it.
    const sessions = result.attachments.filter(({ name }) => SESSION_NAME.test(name));
    const traces = result.attachments.filter(({ name }) => name === "trace");
    for (const { path, body } of sessions.length > 0 ? sessions : traces) {
      const door = body ? async () => doorOf(body) : path ? () => openDoor(path) : null;
      const place = path ?? traces.find((trace) => trace.path)?.path ?? null;
      if (!door) continue;
      this.#reading = this.#reading.then(async () => {
        this.#blocks.push(await tell(title, door, place));
      });
    }
  }

  async onEnd(): Promise<void> {
    await this.#reading;
    const blocks = this.#blocks.filter((lines) => lines.length > 0);
    if (blocks.length === 0) return;
    process.stdout.write(`\nWebSockets of the tests that failed\n`);
    for (const lines of blocks) process.stdout.write(`\n${lines.map(plain).join("\n")}\n`);
  }
}

const doorOf = (bytes: Buffer): Door => ({
  size: bytes.byteLength,
  read: async (from, length) => bytes.subarray(from, from + length),
  text: async () => bytes.toString("utf8"),
  beside: async () => null,
});

/** Empty where there are no sockets. */
async function tell(
  title: string,
  open: () => Promise<Door>,
  place: string | null,
): Promise<string[]> {
  try {
    const { session, nowMs } = await openFile(await open(), { withRows: false });
    if (session.connections.size === 0) return [];
    const report = diagnose(redactSession(session), nowMs);
    const told = report.findings.filter(({ severity }) => severity !== "info");
    return [
      `  ${title}`,
      `    ${summarize(report)}. ${sayHealth(report.health)}`,
      ...told
        .slice(0, MAX_FINDINGS)
        .flatMap(({ severity, title: found, id, subject, fixes }) => [
          `    ${severity}: ${found} (${id})`,
          `      ${subject.url}`,
          ...fixes.slice(0, 1).map(({ role, text }) => `      ${role}: ${text}`),
        ]),
      ...(told.length > MAX_FINDINGS ? [`    and ${told.length - MAX_FINDINGS} more`] : []),
      ...(place === null ? [] : [`    all of it: npx stormglass diagnose ${place}`]),
    ];
  } catch (error) {
    return [
      `  ${title}`,
      `    ${place ?? "its sockets"}: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}
