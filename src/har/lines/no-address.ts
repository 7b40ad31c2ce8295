/** What stands for an address that a file does not tell: no such host can be (RFC 2606). */
export const NO_ADDRESS = "ws://address-not-recorded.invalid/";
