import { randomUUID } from "node:crypto";
import { and, eq, isNull, lt } from "drizzle-orm";
import {
  type Account,
  type Application,
  accounts,
  activations,
  applications,
  bindings,
} from "@/db/schema";
import {
  type ApplicationStatus,
  applicationTransitions,
  type ReviewReason,
} from "@/domain/binding/statuses";
import { advance } from "@/domain/transition";
import { allow, refuse, type Verdict } from "@/domain/verdict";
import { openText, sameBytes, sealText } from "@/lib/crypto";
import { days, later } from "@/lib/time";
import { insist } from "../refusal";
import { handOver, notify, type Tx } from "../transaction";

/** What an approval needs of the application. */
export type Applicant = Pick<
  Application,
  | "id"
  | "status"
  | "locale"
  | "name"
  | "relation"
  | "studentId"
  | `${"number" | "email" | "mobile"}Cipher`
  | `${"person" | "email" | "mobile"}Index`
>;

/** How long the mailed link opens a new account (R6). */
const activationLastsMs = days(7);

/**
 * Bind the applicant to the child: on the account of the same verified person, made here when
 * there is none (五(一)2, A10). The student's row is held and the obstacles were read by the caller;
 * what only a constraint can know comes back as the reason for a person's review.
 */
export async function approve(
  tx: Tx,
  application: Applicant,
  basis: "registry" | "review",
  now: Date,
): Promise<Verdict<ReviewReason, ApplicationStatus>> {
  const to = insist(advance(applicationTransitions, "confirm", application.status));
  const account = await accountFor(tx, application, now);
  if (!account) return refuse("contact_shared");
  if (account.status === "disowned") return refuse("flagged");
  // Whoever opened the account with another address would be told of this child (abuse 4).
  const sameAddress = sameBytes(account.emailIndex, application.emailIndex);
  if (basis === "registry" && !sameAddress) return refuse("contact_differs");

  const { id: applicationId, studentId, relation, locale } = application;
  const [binding] = await tx
    .insert(bindings)
    .values({ accountId: account.id, studentId, relation, basis, applicationId, beganAt: now })
    .onConflictDoNothing()
    .returning({ id: bindings.id })
    .prepare("approval_binding")
    .execute();
  if (!binding) return refuse("duplicate");

  await tx
    .update(applications)
    .set({
      status: to,
      accountId: account.id,
      decidedAt: now,
      nextCheckAt: null,
      reviewReason: null,
    })
    .where(eq(applications.id, applicationId))
    .prepare("approval_application")
    .execute();
  const kind = account.mustActivate ? "account-opened" : "relation-added";
  await notify(tx, kind, { subjectId: applicationId, recipientId: account.id, locale });
  await handOver(tx, "relation_added", binding.id);
  return allow(to);
}

/** Let a person decide, and tell the applicant so; why is the reviewer's to know. */
export async function refer(
  tx: Tx,
  { id, status, locale }: Pick<Application, "id" | "status" | "locale">,
  reviewReason: ReviewReason,
): Promise<ApplicationStatus> {
  const to = insist(advance(applicationTransitions, "refer", status));
  await tx
    .update(applications)
    .set({ status: to, reviewReason, nextCheckAt: null })
    .where(eq(applications.id, id));
  await notify(tx, "application-in-review", { subjectId: id, recipientId: id, locale });
  return to;
}

type Holder = Pick<Account, "id" | "status" | "emailIndex"> & { mustActivate: boolean };

/** The person's one account; undefined when the e-mail turns out to be another person's. */
async function accountFor(tx: Tx, application: Applicant, now: Date) {
  // Made first and looked for afterwards: another child's approval may make it at the same time.
  const opened = await openAccount(tx, application, now);
  return opened ?? accountOf(tx, application.personIndex, now);
}

/** The account, held so that nobody disowns it meanwhile; a link that ran out is renewed. */
async function accountOf(tx: Tx, personIndex: Buffer, now: Date): Promise<Holder | undefined> {
  const [own] = await tx
    .select({ id: accounts.id, status: accounts.status, emailIndex: accounts.emailIndex })
    .from(accounts)
    .where(eq(accounts.personIndex, personIndex))
    .for("update");
  if (own?.status !== "awaiting_activation") return own && { ...own, mustActivate: false };
  const renewed = await tx
    .update(activations)
    .set({ expiresAt: later(now, activationLastsMs) })
    .where(
      and(
        eq(activations.accountId, own.id),
        isNull(activations.usedAt),
        lt(activations.expiresAt, now),
      ),
    )
    .returning({ id: activations.id });
  return { ...own, mustActivate: renewed.length > 0 };
}

/** Everything personal is opened and sealed again: a value opens only in the row it belongs to. */
async function openAccount(tx: Tx, application: Applicant, now: Date): Promise<Holder | undefined> {
  const id = randomUUID();
  const { personIndex, emailIndex, mobileIndex, name, locale } = application;
  const resealed = (column: "number" | "email" | "mobile") => {
    const plain = openText(
      application[`${column}Cipher`],
      `applications.${column}:${application.id}`,
    );
    return sealText(plain, `accounts.${column}:${id}`);
  };
  const [made] = await tx
    .insert(accounts)
    .values({
      id,
      name,
      locale,
      personIndex,
      emailIndex,
      mobileIndex,
      numberCipher: resealed("number"),
      emailCipher: resealed("email"),
      mobileCipher: resealed("mobile"),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id, status: accounts.status })
    .prepare("approval_account")
    .execute();
  if (!made) return undefined;
  const expiresAt = later(now, activationLastsMs);
  await tx
    .insert(activations)
    .values({ accountId: id, createdAt: now, expiresAt })
    .prepare("approval_activation")
    .execute();
  return { ...made, emailIndex, mustActivate: true };
}
