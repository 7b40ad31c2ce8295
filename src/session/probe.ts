/** What a probe of a socket asks for: the same place by plain HTTP. */
export const toHttp = (url: string): string => url.replace(/^ws/i, "http");
