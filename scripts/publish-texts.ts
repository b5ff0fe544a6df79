import { publishConsentText } from "@/commands/consent/publish-consent-text";
import { disconnect } from "@/db/client";
import { consentEditions } from "@/db/seed/consent/editions";

// The consent texts of this version of the system. Run again, it changes nothing.
for (const edition of consentEditions) {
  await publishConsentText({ kind: "system", id: "publish-texts" }, edition);
}
await disconnect();
