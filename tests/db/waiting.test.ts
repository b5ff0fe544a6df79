import { setTimeout as later } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { students } from "@/db/schema";
import { seconds } from "@/lib/time";
import type { GivenBundle, GivenPupil } from "../support/bundle";
import { aNumber } from "../support/numbers";
import { importOf, studentOf } from "../support/roster";

const child: GivenPupil = {
  id: "s1",
  number: aNumber(),
  studentNumber: "1150001",
  school: "k1",
};
const city = (pupil: GivenPupil): GivenBundle => ({
  schools: [{ id: "k1", code: "990001" }],
  pupils: [pupil],
});
const rename = (name: string) =>
  db.update(students).set({ name }).where(eq(students.sourcedId, child.id));

test("a page or a job waits five seconds for a row another holds, an import of the roster longer", async () => {
  await importOf(city(child));
  let importing: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select from students where sourced_id = ${child.id} for update`);
    importing = importOf(city({ ...child, name: "歐陽大明" }));
    const began = Date.now();
    await expect(rename("王小明")).rejects.toMatchObject({ cause: { code: "55P03" } });
    expect(Date.now() - began).toBeGreaterThan(seconds(4));
    // The import began after the other did: it has now waited as long as well.
    await later(seconds(3));
  });
  await importing;
  expect(await studentOf(child.id)).toMatchObject({ name: "歐陽大明" });
});
