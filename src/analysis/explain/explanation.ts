import type { FindingId } from "../finding.ts";
import type { Block } from "../handbook/describe-finding.ts";
import type { CloseExplanation } from "../knowledge/close-codes.ts";
import type { ServiceCode } from "../knowledge/service-codes.ts";

/** What a code, a status, an error's name or a finding means, without any session to look at. */
export type Explanation = {
  /** As it was asked. */
  asked: string;
  kind: "close-code" | "http-status" | "browser-error" | "finding" | "service";
  title: string;
  /** The finding that tells of it, and which kind of that; null where it depends on more. */
  finding: FindingId | null;
  variant: string | null;
  /** Of a close code: what is registered for it, or what the named service means by it. */
  close: CloseExplanation | null;
  /** Of a close code: everyone who is known to use it for something of their own; of a service: all its codes. */
  uses: readonly ServiceCode[];
  /** The same in words. */
  blocks: Block[];
};
