import {
  applicationInReview,
  livingRelation,
  newestCode,
  openActivation,
  unansweredInvitation,
  usedActivation,
} from "@/db/queries/notices";
import type { notices } from "@/db/schema";
import { mayOpen } from "@/domain/account/activation";
import { judgeCode } from "@/domain/binding/email-code";
import { mayOpenInvitation } from "@/domain/binding/invitation";
import type { NoticeKind } from "@/domain/notices";
import { maskName } from "@/domain/roster/names";
import { openText } from "@/lib/crypto";
import type { Tx } from "../transaction";

type Notice = typeof notices.$inferSelect;

/** What a letter is about, as the rows say it at the moment of sending, and where it goes. */
export type Occasion = { to: string } & (
  | { kind: "email-code"; codeId: string; minutes: number }
  | { kind: "parent-invited"; invitationId: string; inviter: string; until: Date }
  | { kind: "application-in-review"; reference: string; invitationId: string | undefined }
  | { kind: "account-opened"; activationId: string; until: Date }
  | { kind: "relation-added"; reference: string }
  | { kind: "account-activated"; at: Date }
);

type Find = (tx: Tx, notice: Notice, now: Date) => Promise<Occasion | undefined>;

/** The occasion of each kind of letter, or undefined where there is none any more. */
export const occasions: Record<NoticeKind, Find> = {
  async "email-code"(tx, { subjectId: codeId }, now) {
    const code = await newestCode(tx, codeId);
    if (!code || code.confirmedAt || !judgeCode(code, true, now).allowed) return undefined;
    const minutes = Math.round((code.expiresAt.getTime() - code.createdAt.getTime()) / 60_000);
    const to = openText(code.emailCipher, `email_codes.email:${codeId}`);
    return { kind: "email-code", to, codeId, minutes };
  },

  async "parent-invited"(tx, { subjectId: invitationId }, now) {
    const invitation = await unansweredInvitation(tx, invitationId);
    if (!invitation || !mayOpenInvitation(invitation, now).allowed) return undefined;
    const to = openText(invitation.emailCipher, `invitations.email:${invitationId}`);
    const inviter = maskName(invitation.inviter);
    return { kind: "parent-invited", to, invitationId, inviter, until: invitation.expiresAt };
  },

  async "application-in-review"(tx, { subjectId: id }) {
    const application = await applicationInReview(tx, id);
    if (!application) return undefined;
    const { reference, ownerKind, ownerId } = application;
    const to = openText(application.emailCipher, `applications.email:${id}`);
    const invitationId = ownerKind === "invitee" ? ownerId : undefined;
    return { kind: "application-in-review", to, reference, invitationId };
  },

  async "account-opened"(tx, { recipientId }) {
    const link = await openActivation(tx, recipientId);
    if (!link || !mayOpen(link).allowed) return undefined;
    const to = accountAddress(link.emailCipher, recipientId);
    return { kind: "account-opened", to, activationId: link.id, until: link.expiresAt };
  },

  async "relation-added"(tx, { subjectId, recipientId }) {
    const relation = await livingRelation(tx, subjectId, recipientId);
    if (!relation) return undefined;
    const to = accountAddress(relation.emailCipher, recipientId);
    return { kind: "relation-added", to, reference: relation.reference };
  },

  async "account-activated"(tx, { subjectId, recipientId }) {
    const activation = await usedActivation(tx, subjectId, recipientId);
    if (!activation?.usedAt) return undefined;
    const to = accountAddress(activation.emailCipher, recipientId);
    return { kind: "account-activated", to, at: activation.usedAt };
  },
};

const accountAddress = (cipher: Buffer, accountId: string) =>
  openText(cipher, `accounts.email:${accountId}`);
