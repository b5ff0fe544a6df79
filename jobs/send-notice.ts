import { type BegunNotice, beginNotice } from "@/commands/notices/begin-notice";
import { captureLetter } from "@/commands/notices/capture-letter";
import { giveUpNotice } from "@/commands/notices/give-up-notice";
import { markNoticeSent } from "@/commands/notices/mark-notice-sent";
import { type LetterRequest, renderLetter } from "@/emails/letters";
import { linkToken, sixDigits } from "@/lib/crypto";
import { lettersAreCaptured, publicUrl } from "@/lib/env";
import { log } from "@/lib/log";
import { seconds } from "@/lib/time";
import { defineJob } from "./define";
import { deliver } from "./gateways/mail";

const by = { kind: "system", id: "send-notice" } as const;

/** Send one promised letter (五(一)3). Run twice, or twice at once, it is one letter. */
export const sendNotice = defineJob("notice.send", {
  queue: "prompt",
  // Over within the two minutes after which the sweep promises an unsent letter again.
  retry: { attempts: 6, backoff: { type: "exponential", delay: seconds(2), jitter: 0.5 } },

  async run({ noticeId }) {
    const begun = await beginNotice(by, { noticeId });
    if (!begun) return;
    const { to } = begun;
    const letter = await renderLetter(requestFor(begun));
    if (lettersAreCaptured()) return captureLetter(by, { noticeId, recipient: to, ...letter });

    const delivery = await deliver({ key: noticeId, to, ...letter });
    if (delivery.outcome === "refused") {
      log.error({ noticeId, code: delivery.code }, "the mail provider refuses a letter for good");
      return giveUpNotice(by, { noticeId });
    }
    await markNoticeSent(by, { noticeId, providerId: delivery.providerId });
  },

  // The row still says that the letter is owed: the sweep promises it again.
  async exhausted({ noticeId }) {
    log.error({ noticeId }, "a letter waits for the mail provider");
  },
});

/** The secrets a letter carries are derived here, from ids, and are kept nowhere. */
function requestFor(begun: BegunNotice): LetterRequest {
  const { locale } = begun;
  switch (begun.kind) {
    case "email-code": {
      const code = sixDigits("email-code", begun.codeId);
      return { kind: begun.kind, props: { locale, code, minutes: begun.minutes } };
    }
    case "parent-invited": {
      const { inviter, until, invitationId } = begun;
      return { kind: begun.kind, props: { locale, inviter, until, url: invitation(invitationId) } };
    }
    case "application-in-review": {
      const { reference, invitationId } = begun;
      const url = invitationId ? invitation(invitationId) : page("/portal");
      return { kind: begun.kind, props: { locale, reference, url } };
    }
    case "account-opened": {
      const url = page(`/activate/${linkToken("activation", begun.activationId)}`);
      return { kind: begun.kind, props: { locale, url, until: begun.until } };
    }
    case "relation-added": {
      const { reference } = begun;
      return { kind: begun.kind, props: { locale, reference, url: page("/sign-in") } };
    }
    case "account-activated":
      return { kind: begun.kind, props: { locale, at: begun.at, url: page("/sign-in") } };
  }
}

const page = (path: string) => publicUrl() + path;
const invitation = (id: string) => page(`/invitation/${linkToken("invitation", id)}`);
