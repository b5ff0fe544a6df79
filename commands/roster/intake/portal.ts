import { sql } from "drizzle-orm";
import type { SessionEnding } from "@/domain/account/sessions";
import type { Tx } from "../../transaction";

const moved: SessionEnding = "student_moved";

/**
 * Whoever is at the portal for a student who goes, changes school or is newly restricted for
 * protection (五(六), R6) is shown out. `now()` is when this transaction began: what it flagged.
 */
export async function endVisits(tx: Tx) {
  await tx.execute(sql`
    with gone as (
      select id from leavers
      union select id from moves where school_changed
      union select student_id from review_flags
        where reason = 'protection' and ended_at is null and since = now()),
    visits as (
      select 'portal' as kind, p.id from portal_accounts p join gone on gone.id = p.student_id
      union all
      select 'invitee', i.id from invitations i join gone on gone.id = i.student_id)
    update sessions s set ended_at = now(), ended_because = ${moved} from visits v
    where s.kind = v.kind and s.subject_id = v.id and s.ended_at is null`);
}

/**
 * The password of the old school's portal does not travel: at the new school the child's ID works
 * once. Answers with the portal accounts that lost theirs.
 */
export async function clearPasswords(tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update portal_accounts p set password_hash = null, password_set_at = null from moves m
    where m.id = p.student_id and m.school_changed and p.password_hash is not null
    returning p.id`);
  return rows.map(({ id }) => id);
}
