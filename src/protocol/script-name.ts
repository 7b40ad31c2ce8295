/**
 * What the hook is called in stacks, those of DevTools too, instead of by the extension's address:
 * that would tell a page which extension it is. No address and no name of a function can hold these
 * characters.
 */
export const SCRIPT_NAME = "<websocket>";
