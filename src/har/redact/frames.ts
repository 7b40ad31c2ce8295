import { LOOSE, type Plan, type Seen } from "./plan.ts";

export type Frame = {
  isList: boolean;
  plan: Plan;
  /** Of the value under way; the items of a list go by the name of the list. */
  name: string;
  index: number;
  /** The text under "name" that came before. */
  sibling: string | null;
};

/** Under which HAR and others keep the name that belongs to a "value". */
const NAMES = new Set(["name", "key"]);

/** The objects and lists that are open. */
export class Frames {
  readonly #root: Plan;
  readonly #open: Frame[] = [];

  constructor(root: Plan) {
    this.#root = root;
  }

  get depth(): number {
    return this.#open.length;
  }

  get last(): Frame | undefined {
    return this.#open.at(-1);
  }

  push(isList: boolean, plan: Plan): void {
    const name = isList ? (this.last?.name ?? "") : "";
    this.#open.push({ isList, plan, name, index: 0, sibling: null });
  }

  pop(): void {
    this.#open.pop();
  }

  /** What is to become of the value that comes now. */
  plan(): Plan {
    const frame = this.last;
    if (!frame) return this.#root;
    if (frame.plan.kind !== "walk") return LOOSE;
    return frame.plan.at(frame.isList ? frame.index : frame.name);
  }

  seen(): Seen {
    const frame = this.last;
    return { name: frame?.name ?? "", sibling: frame?.sibling ?? null, place: this.#place };
  }

  remember(value: unknown): void {
    const frame = this.last;
    if (frame && !frame.isList && typeof value === "string" && NAMES.has(frame.name)) {
      frame.sibling = value;
    }
  }

  #place = (): string =>
    this.#open
      .map(({ isList, name, index }) => (isList ? `[${index}]` : `.${name}`))
      .join("")
      .slice(1) || "the file";
}
