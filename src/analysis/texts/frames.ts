import type { Words } from "./text.ts";

const BY_HAND = "The server's frames are hand-made and wrong; a library would not do this.";
const TWO_WRITERS =
  "Two parts of the server write to the same connection: two WebSocket libraries, or two handlers of “upgrade”.";
const COMPRESSION_OFF = {
  role: "server",
  text: "Switch compression off to try: if it holds then, compression is what goes wrong.",
  settings: [{ product: "ws", text: "perMessageDeflate: false" }],
} as const;
const INSPECTED =
  "Something inspects the traffic and changes it: an antivirus program on this computer, or the filter of a company's or a public network.";
const WITHOUT_FILTER = {
  role: "client",
  text: "Try another network, wss:// rather than ws://, and the antivirus program's web protection off: if it holds then, that is what changes frames.",
} as const;
const AROUND_PROXY = {
  role: "proxy",
  text: "Try once around the proxy: if it holds then, the proxy changes frames.",
} as const;

/** A frame that no browser takes; the page is told 1006 for each of them. */
export const FRAME_VARIANTS = {
  "closed-twice": {
    title: "Protocol error: {hostPort} sent two close frames",
    explanation:
      "The server closed the connection and then sent a second close frame, which the protocol forbids. The browser then fails the connection, and the page gets 1006 in place of the code and reason of the first frame: those stand in the server's log.",
    causes: [
      "The server closes twice: once where it refuses something, and once where it cleans up.",
      "A framework and the application's own code each close the socket.",
      "The server closed first, and still answered the page's own close frame with another.",
    ],
    fixes: [
      {
        role: "server",
        text: "Close each connection once: return after close(), and ask whether it is open before closing again.",
      },
      {
        role: "server",
        text: "Look in the server's log for the code and reason of its first close.",
      },
    ],
  },
  "after-close": {
    title: "Protocol error: {hostPort} went on sending after its close frame",
    explanation:
      "After a close frame nothing may follow. The browser fails the connection, and the page gets 1006 in place of the server's code.",
    causes: [
      "The server writes messages that were still queued after it closed.",
      "A heartbeat's timer runs on after the close.",
    ],
    fixes: [
      {
        role: "server",
        text: "Send what is queued before closing, and stop timers when a connection closes.",
      },
    ],
  },
  "frame-header": {
    title: "Protocol error: {hostPort} sent bytes that are no WebSocket frame",
    explanation:
      "The browser read something within the open connection that cannot be the head of a frame, so it must fail the connection. The same words stand for a message that does not decompress.",
    causes: [
      "An HTTP answer within the open socket: two handlers of “upgrade” on one server, and the one that does not know the path answers 400 after the other has accepted.",
      "Compression: the server's compressed data is broken, or a proxy changed it.",
      INSPECTED,
      "Something writes to the socket past the WebSocket library.",
      "A hand-made server writes the length of longer messages wrongly: from 126 bytes on it takes two bytes, and from 64 KiB on eight.",
    ],
    fixes: [
      {
        role: "server",
        text: "With several WebSocket servers on one HTTP server, let one handler of “upgrade” choose among them.",
        setting:
          "const wss = new WebSocketServer({ noServer: true }); server.on('upgrade', (request, socket, head) => { if (request.url === '/ws') wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request)); });",
      },
      COMPRESSION_OFF,
      AROUND_PROXY,
      WITHOUT_FILTER,
    ],
  },
  masked: {
    title: "Protocol error: {hostPort} sent a masked frame",
    explanation: "Only clients mask their frames; a browser must fail a connection that gets one.",
    causes: [
      "The server uses the sending half of a client's library.",
      "A hand-made relay passes a client's frames on as they are.",
    ],
    fixes: [{ role: "server", text: "Write frames without a mask: server mode of the library." }],
  },
  compressed: {
    title: "Protocol error: {hostPort} sent a compressed frame that was not agreed on",
    explanation:
      "The frame has the bit that stands for compression (RSV1), but the handshake's answer agreed on none, or the bit is where it may not be.",
    causes: [
      "A proxy drops Sec-WebSocket-Extensions from the server's answer, and the server compresses.",
      "The server compresses without having agreed to it.",
      "A relay passes frames on between connections with different extensions.",
    ],
    fixes: [
      COMPRESSION_OFF,
      {
        role: "proxy",
        text: "Pass Sec-WebSocket-Extensions through in both directions, or in neither.",
      },
    ],
  },
  "reserved-bits": {
    title: "Protocol error: {hostPort} sent a frame with reserved bits",
    explanation:
      "Bits that have no meaning were on, so what came is no frame, or one of an extension that nobody agreed on.",
    causes: [BY_HAND, TWO_WRITERS, INSPECTED, "A proxy changes frames."],
    fixes: [
      { role: "server", text: "Let one library write everything that goes to the socket." },
      AROUND_PROXY,
      WITHOUT_FILTER,
    ],
  },
  opcode: {
    title: "Protocol error: {hostPort} sent a frame of an unknown kind",
    explanation:
      "The frame's opcode is one that is reserved. What came is most likely no frame at all.",
    causes: [TWO_WRITERS, BY_HAND, INSPECTED, "A proxy changes frames."],
    fixes: [
      { role: "server", text: "Let one library write everything that goes to the socket." },
      AROUND_PROXY,
      WITHOUT_FILTER,
    ],
  },
  continuation: {
    title: "Protocol error: {hostPort} continued a message that had not begun",
    explanation:
      "A message in several frames begins with a frame of its type; this one began with a continuation.",
    causes: [
      "Two parts of the server send fragments at the same time, and they mix.",
      "The first fragment was lost in a relay, or was sent as a whole message.",
    ],
    fixes: [
      {
        role: "server",
        text: "Send each message whole, or hold a lock from its first fragment to its last.",
      },
    ],
  },
  fragments: {
    title: "Protocol error: {hostPort} began a message within another",
    explanation:
      "The message before had come in part, and the next one began without its end. Fragments of two messages may not mix.",
    causes: [
      "Two threads or tasks of the server send at the same time, each in fragments.",
      "The last fragment's FIN bit is missing.",
    ],
    fixes: [
      {
        role: "server",
        text: "Send through one queue for each connection, or hold a lock while a fragmented message goes out.",
      },
    ],
  },
  "close-frame": {
    title: "Protocol error: {hostPort} sent a broken close frame",
    explanation:
      "A close frame has no body, or a code of two bytes that may travel and a reason in UTF-8. This one has another: {error}",
    causes: [
      "The server closes with 1005, 1006 or 1015, which only a browser may report.",
      "The reason is cut within a character, or is longer than 123 bytes.",
      "The code is written as one byte, or as text.",
    ],
    fixes: [
      {
        role: "server",
        text: "Close with 1000, 1011 or a code from 3000 to 4999, and a short reason in UTF-8.",
      },
    ],
  },
} as const satisfies Record<string, Partial<Words>>;
