/** Parameters of addresses. What they are named tells more there than in a message. */
import { withoutCutMark } from "../../protocol/cut-text.ts";
import { looksLikeToken } from "../secrets.ts";
import { bareName, judgeName } from "./names.ts";
import { isMarked, isMeasure, looksChosen } from "./values.ts";

/** Values that switch something rather than open it. */
const SWITCH = /^(?:|0|1|true|false|yes|no|null|undefined)$/i;
/** Likely ones that an address has for nothing else. */
const IN_ADDRESS = new Set(["key", "auth", "sig", "sid", "session", "code", "ticket"]);

/** Of those, which a machine makes: it makes no short word, as `session=new` or `code=en-GB` is one. */
const MACHINE_MADE = new Set(["sid", "session", "code", "ticket"]);
const SHORT_WORD = /^(?:[A-Z]?[a-z]{1,9}|[A-Z]{2,3})(?:[-_](?:[A-Z]?[a-z]{1,9}|[A-Z]{2,3}))?$/;

const isSwitch = (value: string): boolean => SWITCH.test(value) || isMarked(value);

/** Whether the name of a parameter says that its value is a credential. */
function isSecretByName(name: string, value: string, own?: ReadonlySet<string>): boolean {
  const says = judgeName(name, own);
  if (says === null || isSwitch(value) || isMeasure(name, value)) return false;
  if (says === "secret") return true;
  const bare = bareName(name);
  if (MACHINE_MADE.has(bare) && SHORT_WORD.test(value)) return false;
  return IN_ADDRESS.has(bare) || looksChosen(value);
}

/** Whether a query parameter is a credential, by its name or by the look of its value. */
export const isSecretParameter = (name: string, value: string): boolean =>
  isSecretByName(name, value) || (!isSwitch(value) && looksLikeToken(withoutCutMark(value)));

/** Names of what is as long as a credential, and names or dates something. */
const NAMING = new Set(
  `address block build buildid cache cachebust cb channel checksum cid color colour commit
   container correlation cursor date deviceid digest doc document eio etag file filter
   fingerprint from guid hash id ids image instance integrity lang locale md5 model name node
   objectid order page path pod protocol q query region release req request requestid rev
   revision room search sha sha1 sha256 since slug sort span spanid t time timestamp title to
   topic trace traceid traceparent transport ts tx txhash txid ulid uuid v ver version vsn zone`.split(
    /\s+/,
  ),
);
const CAMEL_ID = /[a-z\d](?:Id|ID|Uuid|UUID|Hash|Sha|Version|Cursor|Trace)$/;
/** Hashes, ids of databases, ULIDs: of one case and one alphabet, and of a usual length. */
const ID =
  /^(?:[\da-f]{12,64}|[\dA-F]{12,64}|[\dA-HJKMNP-TV-Z]{26}|[\d_-]+|[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}|[\w-]{0,22})$/;

/**
 * Whether it is masked: an id is not, though an endpoint leaves it out. Everything that is masked is
 * left out of the endpoint, or a file would be grouped otherwise after it was masked.
 */
export function isMaskedParameter(name: string, value: string, own?: ReadonlySet<string>): boolean {
  if (isSecretByName(name, value, own)) return true;
  if (isSwitch(value) || !looksLikeToken(withoutCutMark(value))) return false;
  const lastWord = name.toLowerCase().split(/[_.-]/).at(-1) ?? "";
  const isNaming = NAMING.has(lastWord) || CAMEL_ID.test(name);
  return !(isNaming && ID.test(value));
}
