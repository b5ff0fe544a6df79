import { requireActor } from "@/app/_server/session";
import { answerConsentInvited } from "@/app/portal/consent/actions";
import { ConsentPage } from "@/app/portal/consent/consent-page";
import { ownScope } from "@/domain/policy";
import { showAnsweredInvitation } from "../applicant";

/** The consent text for an invited second parent, who answers for themselves (R7, A15). */
export default async function InvitedConsentPage() {
  const by = await requireActor("invitee");
  await showAnsweredInvitation();
  return <ConsentPage scope={ownScope(by)!} action={answerConsentInvited} />;
}
