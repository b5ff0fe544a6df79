import { sql } from "drizzle-orm";
import { copyLine } from "@/db/copy";
import { sealText } from "@/lib/crypto";
import type { Tx } from "../../transaction";
import { sendText } from "./staging";

/** A row of ours, and the line of users.csv that holds what is to be encrypted for it. */
export type Sealable = { id: string; line: number };

/** COPY's text for `stage_ciphers`: each value bound to the column and the row it is for. */
export const sealed = (rows: readonly Sealable[], secrets: readonly string[], column: string) =>
  rows.map(({ id, line }) => copyLine([id, sealText(secrets[line]!, `${column}:${id}`)])).join("");

/** Makes these the ciphers the next statement finds. */
export async function storeCiphers(tx: Tx, text: string) {
  await tx.execute(sql`truncate stage_ciphers`);
  await sendText(tx, "stage_ciphers", text);
}
