import type { Fix } from "../../analysis/finding.ts";
import { settingsOf } from "../../analysis/texts/settings.ts";
import { CopyButton } from "../ui/CopyButton.tsx";

const ROLES: Record<Fix["role"], string> = {
  client: "In the client",
  server: "On the server",
  proxy: "In the proxy",
  credentials: "Credentials",
};

/** The fix to try first: it stands above all reasons, for whoever is in the middle of an outage. */
export const FirstFix = ({ fix }: { fix: Fix }) => (
  <div class="first-fix">
    <h3>Do this first</h3>
    <dl class="fixes">
      <FixItem fix={fix} />
    </dl>
  </div>
);

export const OtherFixes = ({ fixes }: { fixes: Fix[] }) => (
  <>
    <h3>What else helps</h3>
    <dl class="fixes">
      {fixes.map((fix) => (
        <FixItem key={`${fix.role} ${fix.text}`} fix={fix} />
      ))}
    </dl>
  </>
);

const FixItem = ({ fix }: { fix: Fix }) => (
  <div>
    <dt>{ROLES[fix.role]}</dt>
    <dd>
      {fix.text}
      {settingsOf(fix).map(({ product, text }) => (
        <div key={`${product} ${text}`} class="setting">
          {product !== null && <span class="product">{product}</span>}
          <pre>{text}</pre>
          <CopyButton
            text={text}
            what={product === null ? "this setting" : `this setting of ${product}`}
          />
        </div>
      ))}
    </dd>
  </div>
);
