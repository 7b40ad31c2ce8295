import type { FixWords } from "./text.ts";

/** What a fix has to paste, whether it is one line or one for each product. */
export const settingsOf = ({
  setting,
  settings = [],
}: FixWords): readonly { product: string | null; text: string }[] =>
  setting ? [{ product: null, text: setting }, ...settings] : settings;
