import { createHash, X509Certificate } from "node:crypto";
import type { Certificate } from "../servers/certificate.ts";

/** For Chromium: makes it trust this certificate, and nothing else. */
export function trustArgument({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(key).digest("base64");
  return `--ignore-certificate-errors-spki-list=${fingerprint}`;
}
