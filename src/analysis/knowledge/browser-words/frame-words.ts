import { type HandshakeVerdict, judgeBy, type Row } from "./verdict.ts";

/**
 * Why the browser itself failed a connection that was open. Sources: Chromium's
 * net/websockets/websocket_channel.cc, websocket_frame_parser.cc and websocket_deflate_stream.cc.
 * A frame of a wrong length and a body that does not decompress are both an "Invalid frame header".
 */
const ROWS: readonly Row[] = [
  {
    pattern: /decode a text frame as UTF-8|invalid UTF-8 in text frame/i,
    id: "invalid-payload",
    variant: "browser",
  },
  // WebKit's, of a length that no message can have.
  { pattern: /frame length too large/i, id: "protocol-error", variant: "frame-header" },
  { pattern: /too (large|big)/i, id: "message-too-big", variant: "browser" },
  { pattern: /Close received after close/i, id: "protocol-error", variant: "closed-twice" },
  { pattern: /received after close/i, id: "protocol-error", variant: "after-close" },
  {
    pattern: /Invalid frame header|ERR_WS_PROTOCOL_ERROR/i,
    id: "protocol-error",
    variant: "frame-header",
  },
  { pattern: /must not mask|masked frame/i, id: "protocol-error", variant: "masked" },
  {
    pattern: /reserved1 = 1, reserved2 = 0, reserved3 = 0/i,
    id: "protocol-error",
    variant: "compressed",
  },
  { pattern: /reserved bit/i, id: "protocol-error", variant: "reserved-bits" },
  { pattern: /Unrecognized frame opcode|unknown opcode/i, id: "protocol-error", variant: "opcode" },
  { pattern: /unexpected continuation/i, id: "protocol-error", variant: "continuation" },
  {
    pattern: /previous (message is|data frame) unfinished/i,
    id: "protocol-error",
    variant: "fragments",
  },
  { pattern: /broken close frame/i, id: "protocol-error", variant: "close-frame" },
  { pattern: /frame|mask|opcode|continuation|fragment/i, id: "protocol-error", variant: "browser" },
];

/** What a frame error that only DevTools saw says of a connection that had opened. */
export const judgeFrameError = (text: string): HandshakeVerdict | null => judgeBy(ROWS, text);
