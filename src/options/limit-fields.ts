import { STORED_LIMIT_BOUNDS, type StoredLimits } from "../shared/stored-limits.ts";
import { formatBytes, formatCount } from "../words/words.ts";

export type LimitField = {
  name: keyof StoredLimits;
  label: string;
  unit: "messages" | "connections" | "MiB" | "MiB a second";
  help: string;
};

export type LimitGroup = { title: string; text: string; fields: LimitField[] };

export const LIMIT_GROUPS: LimitGroup[] = [
  {
    title: "Recent messages in a watched page",
    text: "A page that is only watched keeps its latest messages in its own memory. Open DevTools in the middle of an incident, and they are there. Both limits hold; 0 keeps none.",
    fields: [
      {
        name: "ringMessages",
        label: "Recent messages",
        unit: "messages",
        help: "More of the time before you looked, for more of the page's memory.",
      },
      {
        name: "ringBytes",
        label: "Memory for them",
        unit: "MiB",
        help: "The page itself pays for it, in each frame that opens sockets.",
      },
    ],
  },
  {
    title: "What a recorded page hands over",
    text: "Copying what messages say costs about 20 ms for each MiB. Beyond this budget the first 4 KiB and the true size of a message are kept.",
    fields: [
      {
        name: "bodyBytesPerSecond",
        label: "Budget",
        unit: "MiB a second",
        help: "What a page may hand over for as long as it likes.",
      },
      {
        name: "bodyBurstBytes",
        label: "Burst",
        unit: "MiB",
        help: "What it may hand over at once, before the budget counts.",
      },
    ],
  },
  {
    title: "What is kept of each tab",
    text: "Until the tab closes: messages on your disk, connections in memory. When a limit is reached the oldest messages go first, and of connections those that went well, then the oldest; the panel says how many.",
    fields: [
      {
        name: "tabConnections",
        label: "Connections of a tab",
        unit: "connections",
        help: "Since when an endpoint fails, and how often, stays true beyond it.",
      },
      {
        name: "tabMessages",
        label: "Messages of a tab",
        unit: "messages",
        help: "Counts of messages are exact beyond it, too.",
      },
      {
        name: "tabBytes",
        label: "Disk space of a tab",
        unit: "MiB",
        help: "It is taken only as messages come.",
      },
    ],
  },
];

const MIB = 1024 * 1024;
const isCounted = ({ unit }: LimitField) => unit === "messages" || unit === "connections";
const scaleOf = (field: LimitField) => (isCounted(field) ? 1 : MIB);

/** What stands in the field: "200", "0.5". */
export const limitAsTyped = (field: LimitField, value: number): string =>
  String(Math.round((value / scaleOf(field)) * 10_000) / 10_000);

/** "20,000", "4 MiB a second". */
export function limitInWords(field: LimitField, value: number): string {
  if (isCounted(field)) return formatCount(value);
  return formatBytes(value) + (field.unit === "MiB a second" ? " a second" : "");
}

/** "0 to 20,000 messages", "64 KiB to 256 MiB a second". */
export function boundsInWords(field: LimitField): string {
  const [least, most] = STORED_LIMIT_BOUNDS[field.name];
  if (isCounted(field)) return `${formatCount(least)} to ${formatCount(most)} ${field.unit}`;
  return `${formatBytes(least)} to ${limitInWords(field, most)}`;
}

/** The value of what was typed, or what is wrong with it. */
export function readLimit(field: LimitField, typed: string): { value: number } | { wrong: string } {
  // Thousands are often written with a comma or a space.
  const text = typed.replaceAll(/(?<=\d)[, _](?=\d{3}(?!\d))/g, "").trim();
  if (!/^\d+(\.\d+)?$/.test(text)) return { wrong: `A number: ${boundsInWords(field)}.` };
  const value = Math.round(Number(text) * scaleOf(field));
  const [least, most] = STORED_LIMIT_BOUNDS[field.name];
  if (value < least) return { wrong: `Too little: ${boundsInWords(field)}.` };
  if (value > most) return { wrong: `Too much: ${boundsInWords(field)}.` };
  if (isCounted(field) && text.includes(".")) {
    const unit = field.unit === "messages" ? "Messages" : "Connections";
    return { wrong: `${unit} come whole: a number without a point.` };
  }
  return { value };
}
