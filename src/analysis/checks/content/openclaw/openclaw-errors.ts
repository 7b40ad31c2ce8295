import type { SpokenError } from "../../../../decoders/index.ts";
import type { OPENCLAW_VARIANTS } from "../../../texts/openclaw.ts";

/** Those that have words for it (`texts/openclaw.ts`). */
export type RefusalId = keyof typeof OPENCLAW_VARIANTS;

type Row = { code: RegExp; id: RefusalId; what: string; step: string };

/**
 * What a refused `connect` means and what to do, by `error.details.code`, else `error.code`.
 * Source: openclaw/openclaw:packages/gateway-protocol/src/connect-error-details.ts
 */
const ROWS: Row[] = [
  {
    code: /^AUTH_RATE_LIMITED$/,
    id: "rate-limited",
    what: "Ten wrong logins within a minute lock this client out for five minutes.",
    step: "Wait, then log in with the right token; each further attempt in the meantime is refused, too.",
  },
  {
    code: /^AUTH_(TOKEN|PASSWORD)_MISSING$|^AUTH_REQUIRED$/,
    id: "auth-rejected",
    what: "The page sent no token or password.",
    step: "Give the page the gateway's token (openclaw config, gateway.auth.token).",
  },
  {
    code: /^AUTH_(TOKEN|PASSWORD)_NOT_CONFIGURED$/,
    id: "auth-rejected",
    what: "The gateway has no token or password set, so nobody can log in with one.",
    step: "Set gateway.auth.token on the gateway and restart it.",
  },
  {
    code: /^AUTH_DEVICE_TOKEN_MISMATCH$/,
    id: "auth-rejected",
    what: "The device token stored in this browser is no longer valid.",
    step: "Clear the stored device token and log in again.",
  },
  {
    code: /^AUTH_(TOKEN|PASSWORD)_MISMATCH$/,
    id: "auth-rejected",
    what: "The token or password is not the gateway's.",
    step: "Copy the gateway's current token (gateway.auth.token) into the page.",
  },
  {
    code: /^PAIRING_REQUIRED$|^NOT_PAIRED$/,
    id: "auth-rejected",
    what: "The gateway does not know this device yet, or not for what it asks.",
    step: "Approve the request on the gateway: openclaw devices list, then openclaw devices approve.",
  },
  {
    code: /^DEVICE_AUTH_SIGNATURE_EXPIRED$/,
    id: "auth-rejected",
    what: "The signature is older than the gateway allows: the clocks differ, or the page signed too early.",
    step: "Set both clocks; the gateway allows two minutes.",
  },
  {
    code: /^DEVICE_AUTH_/,
    id: "auth-rejected",
    what: "The device's signature does not fit its key, its id or the challenge.",
    step: "Sign the nonce of this connection's own challenge; pair the device anew if its key was lost.",
  },
  {
    code: /DEVICE_IDENTITY_REQUIRED$/,
    id: "auth-rejected",
    what: "The page cannot make a device key, because it was not loaded over HTTPS or from localhost.",
    step: "Open the page over HTTPS, or through a tunnel to localhost.",
  },
  {
    code: /^CONTROL_UI_ORIGIN_NOT_ALLOWED$/,
    id: "auth-rejected",
    what: "The gateway does not allow this page's origin.",
    step: "Add the page's origin to gateway.controlUi.allowedOrigins.",
  },
  {
    code: /^AUTH_|MISSING_SCOPE|FORBIDDEN/,
    id: "auth-rejected",
    what: "The gateway did not accept the login.",
    step: "Compare the page's login with the gateway's configuration.",
  },
  {
    code: /^CONTROL_UI_BUILD_MISMATCH$/,
    id: "policy-violation",
    what: "The gateway was updated, and this page still runs the old build.",
    step: "Reload the page.",
  },
  {
    code: /^PROTOCOL_MISMATCH$|^CLIENT_VERSION_MISMATCH$/,
    id: "protocol-error",
    what: "Client and gateway have no protocol version in common.",
    step: "Update the older of the two.",
  },
  {
    code: /^UNAVAILABLE$/,
    id: "server-overloaded",
    what: "The gateway is still starting, or about to restart.",
    step: "Wait as long as the answer says, then connect again.",
  },
];

const OTHER = {
  id: "policy-violation" as const,
  what: "The gateway did not accept the first request.",
  step: "Send connect first, with the fields that the gateway's protocol asks for.",
};

export function explainRefusal({ code }: SpokenError): Omit<Row, "code"> {
  return ROWS.find((row) => code !== null && row.code.test(code)) ?? OTHER;
}
