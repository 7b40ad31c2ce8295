/** Alone it goes on from nothing. */
export const CONTINUATION = 0x0;
export const TEXT = 0x1;
const CLOSE = 0x8;
/** An opcode that RFC 6455 §5.2 reserves: a browser must fail the connection. */
export const RESERVED_OPCODE = 0x3;

/** A header that promises 2^63 bytes and more, which RFC 6455 §5.2 forbids. */
export const OVERSIZE = Buffer.from([0x80 | TEXT, 127, 0xff, 0, 0, 0, 0, 0, 0, 1]);

/** One unfragmented frame of a server, as short as the faults need it; each part can be wrong. */
export function encodeFrame(
  opcode: number,
  payload: Buffer,
  { reservedBits = false, masked = false }: { reservedBits?: boolean; masked?: boolean } = {},
): Buffer {
  if (payload.length > 125) throw new Error(`${payload.length} B need a longer header`);
  const first = 0x80 | (reservedBits ? 0x70 : 0) | opcode;
  // A mask of zeros leaves the payload as it is: all that is wrong is that a server masks at all.
  const mask = masked ? Buffer.alloc(4) : Buffer.alloc(0);
  const second = (masked ? 0x80 : 0) | payload.length;
  return Buffer.concat([Buffer.from([first, second]), mask, payload]);
}

/** A close frame with any code at all, also those that a correct server must not send. */
export function encodeClose(code: number, reason: string): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return encodeFrame(CLOSE, Buffer.concat([payload, Buffer.from(reason)]));
}
