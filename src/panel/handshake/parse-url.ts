import { queryOf } from "../../har/url.ts";
import { isSecretParameter } from "../../secrets/known/parameters.ts";
import { MASK } from "../../secrets/secrets.ts";

export type ShownUrl = {
  /** Without the query, and without a password. */
  address: string;
  parameters: { name: string; value: string; secret: boolean }[];
};

/** A URL in parts; one that cannot be read is shown as it is. */
export function parseUrl(url: string): ShownUrl {
  const address = url.replace(/[?#].*$/s, "").replace(/^(\w+:\/\/)[^/@]*@/, `$1${MASK}@`);
  const parameters = queryOf(url).map(({ name, value }) => ({
    name,
    value,
    secret: isSecretParameter(name, value),
  }));
  return { address, parameters };
}
