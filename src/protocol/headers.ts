/** What a handshake's headers say. The case of a name means nothing (RFC 9110 §5.1). */
import type { Header } from "./handshake.ts";

/** `wanted` in small letters. */
export const isHeader = ({ name }: Pick<Header, "name">, wanted: string): boolean =>
  name.toLowerCase() === wanted;

/** The value of the first of that name (in small letters); undefined where there is none. */
export const headerOf = (headers: readonly Header[] | undefined, wanted: string) =>
  headers?.find((header) => isHeader(header, wanted))?.value;

/** "a, b" of a header that holds a list (RFC 9110 §5.6.1). */
export const splitList = (value: string): string[] => value.split(",").map((item) => item.trim());

/** The items of a list that may stand in several headers of that name. */
export const valuesOf = (headers: readonly Header[], wanted: string): string[] =>
  headers
    .filter((header) => isHeader(header, wanted))
    .flatMap(({ value }) => splitList(value))
    .filter((item) => item !== "");
