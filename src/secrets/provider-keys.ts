/** Secret keys of services that bill or open an account, by the heads that their makers gave them. */

const OWNERS: [head: string, owner: string][] = [
  ["sk-ant-", "Anthropic"],
  ["sk-or-", "OpenRouter"],
  ["sk-proj-", "OpenAI"],
  ["sk-svcacct-", "OpenAI"],
  ["sk-admin-", "OpenAI"],
  ["sk-", "OpenAI, or a service like it"],
  ["AIza", "Google"],
  ["gsk_", "Groq"],
  ["xai-", "xAI"],
  ["hf_", "Hugging Face"],
  ["r8_", "Replicate"],
  ["pplx-", "Perplexity"],
  ["nvapi-", "NVIDIA"],
  ["fw_", "Fireworks"],
  ["csk-", "Cerebras"],
  ["tgp_v1_", "Together"],
  ["sk_live_", "Stripe"],
  ["rk_live_", "Stripe"],
  ["sk_", "ElevenLabs, or a service like it"],
  ["ghp_", "GitHub"],
  ["github_pat_", "GitHub"],
  ["xoxb-", "Slack"],
  ["sb_secret_", "Supabase"],
];
const OWNER_OF = new Map(OWNERS);

const HEADS = OWNERS.map(([head]) => head).join("|");
/** A masked one keeps its head. Temporary keys, such as OpenAI's `ek_`, are made for pages. */
const IN_TEXT = `(?<![\\w-])(${HEADS})([\\w.-]{16,400}|\\*{1,40})`;
const KEY = new RegExp(IN_TEXT, "g");
/** The same where it is all that a text holds: its head, and nothing of the key. */
const ALONE = `^(?:${HEADS})(?=[\\w.-]{16,400}$|\\*)`;
const HEAD = new RegExp(ALONE);

/** The head of a provider's key, which says whose it is and may be shown; empty where it is none. */
export const keyHead = (value: string): string => HEAD.exec(value.slice(0, MAX_KEY))?.[0] ?? "";

const MAX_KEY = 420;

/** Deepgram's keys have no head; pages put them behind this word. */
const DEEPGRAM = /(?<![\w-])token [\da-f]{40}(?![\w-])/;
const WORD = /^[a-z]{3,40}[_.-]/;
const MAX_READ = 8_192;
const MAX_KEYS = 8;

/** Whose keys stand in a text; never the keys. */
export function providerKeys(text: string): string[] {
  const read = text.slice(0, MAX_READ);
  const found = new Set<string>();
  for (const [, head = "", rest = ""] of read.matchAll(KEY)) {
    // "sk-learn-documentation-extended" and "fw_version_check_2" are words.
    if (!/[\d*]/.test(rest) || WORD.test(rest)) continue;
    found.add(OWNER_OF.get(head) ?? "a service");
    if (found.size >= MAX_KEYS) break;
  }
  if (DEEPGRAM.test(read)) found.add("Deepgram");
  return [...found];
}
