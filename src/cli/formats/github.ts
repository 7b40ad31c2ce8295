/** Workflow commands of GitHub Actions: each finding is an annotation of the run. */
import { plain } from "../../words/safe-text.ts";
import type { Diagnosed } from "../diagnosed.ts";
import type { Io } from "../io.ts";
import { sayResult, type Unread } from "../summary.ts";
import type { Output } from "./output.ts";
import { type Told, tellOnce, timesOf } from "./told.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

export function createGithub(io: Io): Output {
  return {
    add(read) {
      for (const line of "error" in read ? [unread(read)] : annotations(read)) io.out(`${line}\n`);
    },
    end() {},
  };
}

const unread = ({ path, error }: Unread): string =>
  command("error", { file: path, title: "Stormglass could not read it" }, error);

function annotations(diagnosed: Diagnosed): string[] {
  const { path } = diagnosed;
  return [
    ...tellOnce(diagnosed).map((told) => annotate(path, told)),
    // GitHub takes a line for a command only where it begins with two colons.
    `Stormglass: ${plain(path).replaceAll("##[", "## [")}: ${sayResult(diagnosed)}`,
  ];
}

function annotate(path: string, told: Told): string {
  const { id, severity, title, explanation, fixes, subject } = told.finding;
  const message = [
    explanation,
    ...fixes.map(({ role, text }) => `${role}: ${text}`),
    `${subject.url} (${id})`,
  ];
  const properties = { file: path, title: timesOf(told) + title };
  return command(COMMANDS[severity], properties, message.map(plain).join("\n"));
}

/** As actions/toolkit writes it (packages/core/src/command.ts). */
const command = (name: string, properties: Record<string, string>, message: string): string =>
  `::${name} ${Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(plain(value))}`)
    .join(",")}::${escapeData(message)}`;

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
