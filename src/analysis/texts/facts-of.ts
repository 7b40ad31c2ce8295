import type { ConnectionFactName } from "../connection/facts.ts";
import type { FindingId } from "../finding.ts";
import type { WrittenTexts } from "./finding-texts.ts";
import type { Words } from "./text.ts";

/**
 * The facts that a finding needs, read from its words: what stands in `{…}` there. So a check that
 * forgets one, or gives one that no text names, does not compile, and no second list has to agree.
 */

/** What stands behind the last `{`. */
type LastOpened<Text extends string> = Text extends `${string}{${infer Inner}`
  ? Inner extends `${string}{${string}`
    ? LastOpened<Inner>
    : Inner
  : never;

/** Code to paste has braces of its own. */
type NotAName = `${string}${" " | ";" | ":" | "," | "." | "(" | "'" | '"' | "$"}${string}`;

type NamesIn<Text> = Text extends `${infer Head}}${infer Rest}`
  ? Exclude<LastOpened<Head>, NotAName | ""> | NamesIn<Rest>
  : never;

type OfFix<Fix> =
  | (Fix extends { text: infer Text } ? Text : never)
  | (Fix extends { setting: infer Text } ? Text : never)
  | (Fix extends { settings: readonly { text: infer Text }[] } ? Text : never);

type TextsIn<Told extends Words> =
  | Told["title"]
  | Told["explanation"]
  | Told["causes"][number]
  | OfFix<Told["fixes"][number]>;

type General<Id extends FindingId> = WrittenTexts["general"][Id];

type Elsewhere<Id extends FindingId, Table = WrittenTexts["variants"]> = Table extends unknown
  ? Id extends keyof Table
    ? Table[Id]
    : never
  : never;

/** Tables of the finding's variants. */
type Variants<Id extends FindingId> =
  | (General<Id> extends { variants: infer Own } ? Own : never)
  | Elsewhere<Id>;

type KeyOf<Table> = Table extends unknown ? keyof Table & string : never;

type VariantsOf = { [Id in FindingId]: KeyOf<Variants<Id>> };

/** The variants that a finding has words for. */
export type VariantOf<Id extends FindingId> = VariantsOf[Id];

type Special<Table, Variant extends string> = Table extends unknown
  ? Variant extends keyof Table
    ? Table[Variant]
    : never
  : never;

/** A variant says only what differs. */
type Merged<Base, Own> = Omit<Base, keyof Own> & Own;

type NamesOf<Told> = Told extends Words ? NamesIn<TextsIn<Told>> : never;

/** For each finding and each of its variants: what its words name. */
type Named = {
  [Id in FindingId]: { general: NamesOf<General<Id>> } & {
    [V in VariantOf<Id>]: NamesOf<Merged<General<Id>, Special<Variants<Id>, V>>>;
  };
};

/** A connection tells some by itself. */
type Facts = {
  [Id in FindingId]: { [N in Named[Id][keyof Named[Id]] | ConnectionFactName]?: string };
};

type Needed = {
  [Id in FindingId]: {
    [Variant in keyof Named[Id]]: Facts[Id] & {
      [N in Exclude<Named[Id][Variant] & string, ConnectionFactName>]: string;
    };
  };
};

/** Those that any of its texts names. */
export type FactsOf<Id extends FindingId> = Facts[Id];

/** Those that its words need: the words of a variant, or the general ones. */
export type FactsFor<
  Id extends FindingId,
  Variant extends string = "general",
> = Needed[Id][Variant & keyof Needed[Id]];

/** The names of all that any of several kinds needs. */
export type NamesNeeded<Id extends FindingId, Variant extends string = "general"> = Exclude<
  Id extends FindingId ? Named[Id][Variant & keyof Named[Id]] & string : never,
  ConnectionFactName
>;

/** One kind of a finding, for tables that name several. */
export type KindOf<Id extends FindingId> = { [I in Id]: { id: I; variant?: VariantOf<I> } }[Id];
