import { textsOfVersion } from "@/db/queries/consent";
import { consentTexts } from "@/db/schema";
import {
  type ConsentEdition,
  type ConsentLocale,
  consentLocales,
  fitToPublish,
} from "@/domain/consent/texts";
import type { Actor } from "@/domain/policy";
import { canonical, digest } from "@/lib/crypto";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, recordMany } from "../transaction";

/** SHA-256 over the whole reading of a version: what an answer and a signature are bound to. */
export function hashOfWording({ kind, version, wordings }: ConsentEdition, locale: ConsentLocale) {
  return digest(canonical({ kind, version, locale, ...wordings[locale] }));
}

/**
 * Publish a version of a consent text in all its languages, or in none (A2). Publishing it again
 * changes nothing; a published version is never changed.
 * @throws Refusal `notice_item_missing`, `choice_missing`, `wording_empty`, and
 * `published_otherwise` when the version exists with other words.
 */
export async function publishConsentText(by: Actor, edition: ConsentEdition) {
  await inTransaction(async (tx) => {
    const { kind, version, wordings } = authorise(by, "consent.publish", edition);
    for (const locale of consentLocales) insist(fitToPublish(wordings[locale]));

    const rows = consentLocales.map((locale) => ({
      kind,
      version,
      locale,
      ...wordings[locale],
      hash: hashOfWording(edition, locale),
    }));
    // Somebody who publishes the same version at this moment is waited for here.
    const fresh = await tx
      .insert(consentTexts)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: consentTexts.id });
    const kept = await textsOfVersion(tx, kind, version);
    const same = rows.every((row) =>
      kept.some(({ locale, hash }) => locale === row.locale && hash.equals(row.hash)),
    );
    if (!same) throw new Refusal("published_otherwise");

    const entry = { action: "consent.publish", to: `version ${version}`, detail: kind } as const;
    await recordMany(
      tx,
      by,
      fresh.map(({ id }) => ({ ...entry, subjectId: id })),
    );
  });
}
