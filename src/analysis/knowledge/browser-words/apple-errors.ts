import type { Row } from "./verdict.ts";

/**
 * Apple's numbers for errors, as Safari writes them ("OSStatus error -9807", "NSURLErrorDomain error
 * -1202", "NSPOSIXErrorDomain Code=61"), and WebKit's words beside the older ones. Sources: Security's
 * SecureTransport.h, Foundation's NSURLError.h, CFNetwork's CFNetworkErrors.h, Darwin's sys/errno.h;
 * WebKit's Source/WebCore/platform/network/cf/SocketStreamHandleImplCFNet.cpp.
 */
export const APPLE_ERRORS: readonly Row[] = [
  {
    pattern: /(?:error|code)[ :=]{1,3}-(?:981[45]|120[14])\b/i,
    id: "handshake-tls",
    variant: "date",
  },
  { pattern: /(?:error|code)[ :=]{1,3}-9843\b/i, id: "handshake-tls", variant: "name" },
  {
    pattern: /(?:error|code)[ :=]{1,3}-(?:980[78]|981[23]|120[23])\b/i,
    id: "handshake-tls",
    variant: "authority",
  },
  {
    pattern: /(?:error|code)[ :=]{1,3}-120[56]\b/i,
    id: "handshake-tls",
    variant: "client-certificate",
  },
  {
    pattern: /(?:error|code)[ :=]{1,3}-98(?:0[01]|24|36)\b/i,
    id: "handshake-tls",
    variant: "version",
  },
  { pattern: /(?:error|code)[ :=]{1,3}-(?:98\d\d|1200)\b/i, id: "handshake-tls" },
  { pattern: /(?:error|code)[ :=]{1,3}-100[36]\b/i, id: "handshake-dns" },
  {
    pattern: /(?:error|code)[ :=]{1,3}-10(?:09|20)\b/i,
    id: "handshake-unreachable",
    variant: "offline",
  },
  { pattern: /(?:error|code)[ :=]{1,3}-1022\b/i, id: "handshake-blocked", variant: "cleartext" },
  { pattern: /(?:error|code)[ :=]{1,3}-1001\b/i, id: "handshake-timeout", variant: "browser" },
  { pattern: /(?:error|code)[ :=]{1,3}-1011\b/i, id: "handshake-failed", variant: "bad-response" },
  {
    pattern: /(?:error|code)[ :=]{1,3}-1004\b/i,
    id: "handshake-unreachable",
    variant: "no-connection",
  },
  { pattern: /(?:error|code)[ :=]{1,3}-1005\b/i, id: "handshake-unreachable", variant: "closed" },
  {
    pattern: /CFNetwork\w{0,20} (?:error|code)[ :=]{1,3}3(?:06|1[01])\b/i,
    id: "handshake-unreachable",
    variant: "proxy",
  },
  {
    pattern: /POSIX\w{0,20} (?:error|code)[ :=]{1,3}61\b|\bConnection refused\b/i,
    id: "handshake-refused",
  },
  {
    pattern: /POSIX\w{0,20} (?:error|code)[ :=]{1,3}60\b/i,
    id: "handshake-timeout",
    variant: "browser",
  },
  {
    pattern: /POSIX\w{0,20} (?:error|code)[ :=]{1,3}54\b|\bConnection reset by peer\b/i,
    id: "handshake-unreachable",
    variant: "reset",
  },
  {
    pattern: /POSIX\w{0,20} (?:error|code)[ :=]{1,3}(?:32|53|57)\b|\bBroken pipe\b/i,
    id: "handshake-unreachable",
    variant: "closed",
  },
  {
    pattern: /POSIX\w{0,20} (?:error|code)[ :=]{1,3}50\b|\bNetwork is down\b/i,
    id: "handshake-unreachable",
    variant: "offline",
  },
  {
    pattern:
      /POSIX\w{0,20} (?:error|code)[ :=]{1,3}(?:51|64|65)\b|\b(?:No route to host|Network is unreachable|Host is down)\b/i,
    id: "handshake-unreachable",
  },
];
