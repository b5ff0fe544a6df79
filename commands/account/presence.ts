import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";

/** Note that a living session was used just now. It says nothing about anybody: no trail. */
export async function touchSession(id: string) {
  await db
    .update(sessions)
    .set({ seenAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}
