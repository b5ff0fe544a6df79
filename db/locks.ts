/**
 * Every advisory lock of the database, so that no two works share a number by accident. The trail's
 * also stands in the trigger of db/migrations/0001_rights.sql; the two must agree.
 */
export const locks = {
  /** One process migrates. */
  migration: 4_063_031,
  /** Shared by the writers of the trail (軌跡資料) until they commit, alone by its sealer. */
  trail: 4_063_032,
  /** One import of the roster at a time. */
  roster: 4_063_033,
  /** One chain of seals. */
  sealers: 4_063_034,
  /** One sweep promises again; a second one leaves it to the first. */
  sweep: 4_063_035,
} as const;
