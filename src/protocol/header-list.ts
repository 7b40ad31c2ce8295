/** "a, b" of a header that holds a list (RFC 9110 §5.6.1). */
export const splitList = (value: string): string[] => value.split(",").map((item) => item.trim());
