/** Where a host name leads to, as far as the name itself tells. */

const LOOPBACK = /^(?:localhost|(?:.*\.)localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const PRIVATE =
  /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[f[cd][\da-f:]*\]|\[fe80:[\da-f:]*\]|[^.:[\]]+|.*\.(?:local|lan|home|internal|home\.arpa))$/;

/** This machine: nothing leaves it. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** A network of one's own. */
export const isPrivateHost = (host: string): boolean => PRIVATE.test(host);
