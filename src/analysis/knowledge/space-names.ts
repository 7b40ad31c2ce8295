/** "pingTimeout", "JWTExpired", "PING_TIMEOUT" and "ping-timeout" as words, so that a pattern can tell where one begins. */
export const spaceNames = (text: string): string =>
  text.replaceAll(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, "$& ").replaceAll(/[_-]+/g, " ");
