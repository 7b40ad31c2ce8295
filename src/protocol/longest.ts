/* Lengths of texts that are let through, without the schemas: content scripts have them, too. */

/** Names and directives; reasons, subprotocols and errors; what an exception says. */
export const MAX_WORD = 256;
export const MAX_PHRASE = 1_024;
export const MAX_SENTENCE = 2_048;

export const MAX_URL = 16_384;
export const MAX_STACK = 8_192;
export const MAX_SAMPLE = 4_096;
/** Name and message of an error of our own. */
export const MAX_ERROR = 256;
export const MAX_PROTOCOLS = 64;
