import { SERVICES, type ServiceName } from "../../services/services.ts";
import { countOf, listOf } from "../../words/words.ts";
import { BY_CODE } from "../checks/closed-by-code.ts";
import type { FindingId } from "../finding.ts";
import { type Block, heading, list, paragraph } from "../handbook/describe-finding.ts";
import { explainCode as explainKnown, RETRY_ADVICE } from "../knowledge/close-codes.ts";
import { SERVICE_CODES, type ServiceCode, serviceCodes } from "../knowledge/service-codes.ts";
import type { Explanation } from "./explanation.ts";

/** These may be one of several, by what came before: there is a page for each. */
const AFTER_SILENCE: readonly FindingId[] = [
  "abnormal-closure",
  "handshake-failed",
  "idle-timeout",
  "network-lost",
];

/** A number that a close event has, in the words of the first of `services` that has words for it. */
export function explainCloseCode(code: number, services: readonly ServiceName[]): Explanation {
  const uses = serviceCodes(code);
  const service =
    services.find((name) => uses.some((row) => row.service === name)) ?? services[0] ?? null;
  const close = explainKnown(code, service);
  const told = code === 1006 ? null : BY_CODE[code];
  return {
    asked: String(code),
    kind: "close-code",
    title: `${code} ${close.name}`,
    finding: told?.id ?? null,
    variant: told?.variant ?? null,
    close,
    uses,
    blocks: [
      paragraph(sentences(close.isOwn ? `${close.service}: ${close.meaning}` : close.meaning)),
      paragraph(senderOf(close.sender, close.onWire)),
      ...(service && !close.isOwn
        ? [paragraph(`Nothing is known of what ${listOf(services)} means by ${code} itself.`)]
        : []),
      heading("What to do"),
      paragraph(sentences(close.retryAdvice, close.hint)),
      ...usesBlocks(
        uses.filter((row) => row.service !== service),
        code,
      ),
      ...seeBlocks(code, told?.id),
      ...sourceBlocks(close.sources),
    ],
  };
}

function senderOf(sender: string, onWire: boolean): string {
  if (!onWire && sender === "none") {
    return "It never travels: the browser, or the program itself, puts it where no code came.";
  }
  return sender === "either" ? "Either side may send it." : `Sent by: ${sender}.`;
}

/** More than these would be a list to search rather than an answer; JSON has all of them. */
const TOLD = 30;

function usesBlocks(uses: readonly ServiceCode[], code: number): Block[] {
  // Below 3000 a code means what the registry says, and services only say why they send it.
  if (uses.length === 0) return [];
  const title = code >= 3000 ? "Who uses it for something of their own" : "Who is known to send it";
  const more = uses.length - TOLD;
  return [
    heading(title),
    list(uses.slice(0, TOLD).map(useItem), false),
    ...(more > 0 ? [paragraph(`${countOf(more, "more use")} of it stand in --json.`)] : []),
  ];
}

const useItem = ({ service, name, meaning, retry }: ServiceCode) => ({
  text: sentences(`${service}: ${name}`, meaning, RETRY_ADVICE[retry]),
});

function seeBlocks(code: number, id: FindingId | undefined): Block[] {
  const ids = code === 1006 ? AFTER_SILENCE : id ? [id] : [];
  if (ids.length === 0) return [];
  const items = ids.map((each) => ({ text: each, code: [`stormglass explain ${each}`] }));
  return [heading("What Stormglass tells of it"), list(items, false)];
}

const sourceBlocks = (sources: readonly string[]): Block[] =>
  sources.length === 0
    ? []
    : [
        heading("Sources"),
        list(
          sources.map((text) => ({ text })),
          false,
        ),
      ];

/** All that is known of what each of some services means by its codes. */
export function explainServices(asked: string, services: readonly ServiceName[]): Explanation {
  return {
    asked,
    kind: "service",
    title: listOf(services.map((service) => `${service} (${SERVICES[service].is})`)),
    finding: null,
    variant: null,
    close: null,
    uses: SERVICE_CODES.filter(({ service }) => services.includes(service)),
    blocks: services.flatMap(codesBlocks),
  };
}

function codesBlocks(service: ServiceName): Block[] {
  const codes = SERVICE_CODES.filter((row) => row.service === service);
  if (codes.length === 0) {
    return [paragraph(`Nothing is known of close codes of ${service}'s own.`)];
  }
  return [
    heading(`Close codes of ${service}`),
    list(codes.map(ownItem), false),
    ...sourceBlocks([...new Set(codes.map(({ source }) => source))]),
  ];
}

const ownItem = ({ code, name, meaning, retry, note }: ServiceCode) => ({
  text: sentences(
    `${typeof code === "number" ? code : `${code[0]} to ${code[1]}`} ${name}`,
    meaning,
    RETRY_ADVICE[retry],
    note ?? "",
  ),
});

/** Each ends with a full stop, whatever the table has. */
const sentences = (...parts: string[]): string =>
  parts
    .filter((part) => part !== "")
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(" ");
