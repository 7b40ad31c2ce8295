/** What the OpenClaw gateway makes of the first frames of a client. */

export type Request = {
  /** Anything else is no request. */
  type: string;
  id: string;
  method: string;
  params: {
    minProtocol?: number;
    maxProtocol?: number;
    client?: { id?: string };
    auth?: { token?: string };
  };
};

/** How it ends: the close frame, and the answer before it where there is one. */
export type Refusal = { code: number; reason: string; error?: object };

/** The only client whose device the gateway pairs by itself. */
const KNOWN_CLIENT = "openclaw-control-ui";
const TOKEN = "right";
const PROTOCOL = 4;

/** Null where it is not JSON, or no object. */
export function parseRequest(text: string): Request | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return null;
    return { type: "", id: "", method: "", params: {}, ...parsed };
  } catch {
    return null;
  }
}

/** Why a first frame is not let in; null where it is. */
export function judgeConnect({ type, method, params }: Request): Refusal | null {
  if (type !== "req") return { code: 1008, reason: "invalid request frame" };
  if (method !== "connect") {
    const reason = "invalid handshake: first request must be connect";
    return { code: 1008, reason, error: { code: "INVALID_REQUEST", message: reason } };
  }
  const { minProtocol = 0, maxProtocol = 0, client, auth } = params;
  if (minProtocol > PROTOCOL || maxProtocol < PROTOCOL) {
    return refuse(1002, "INVALID_REQUEST", "protocol mismatch", "PROTOCOL_MISMATCH");
  }
  if (auth?.token === undefined) {
    const reason = "unauthorized: gateway token missing (open the dashboard URL with its token)";
    return refuse(1008, "INVALID_REQUEST", reason, "AUTH_TOKEN_MISSING");
  }
  if (auth.token !== TOKEN) {
    const reason = "unauthorized: gateway token mismatch (provide the gateway's auth token)";
    return refuse(1008, "INVALID_REQUEST", reason, "AUTH_TOKEN_MISMATCH");
  }
  if (client?.id !== KNOWN_CLIENT) {
    const reason = "pairing required: device is not approved yet (requestId: 4f6b)";
    return refuse(1008, "NOT_PAIRED", reason, "PAIRING_REQUIRED");
  }
  return null;
}

const refuse = (close: number, code: string, message: string, detail: string): Refusal => ({
  code: close,
  reason: message,
  error: { code, message, details: { code: detail }, retryable: false },
});
