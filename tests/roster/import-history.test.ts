import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import type { GivenBundle, GivenPupil } from "../support/bundle";
import { aNumber } from "../support/numbers";
import { emptyCity, importOf, writersOf } from "../support/roster";

const numbers = Array.from({ length: 6 }, aNumber);

/** A city as the dice have it: who is there, where, in which class, under which 學號. */
const cities = fc
  .tuple(
    fc.array(fc.constantFrom("gone", "k1", "k2"), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom("a", "b", undefined), { minLength: 6, maxLength: 6 }),
    fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 }),
    fc.array(fc.constantFrom("王小明", "李大華"), { minLength: 6, maxLength: 6 }),
  )
  .map(([schools, classes, order, names]): GivenPupil[] =>
    numbers.flatMap((number, at) => {
      const school = schools[at]!;
      if (school === "gone") return [];
      const ofClass = classes[at] && `${school}${classes[at]}`;
      const pupil = { id: `s${at}`, number, studentNumber: `11500${order[at]}`, school };
      return [{ ...pupil, class: ofClass, name: names[at] }];
    }),
  );

const bundleOf = (pupils: GivenPupil[]): GivenBundle => ({
  schools: [
    { id: "k1", code: "990001" },
    { id: "k2", code: "990002" },
  ],
  classes: ["k1", "k2"].flatMap((school) =>
    ["a", "b"].map((name) => ({ id: `${school}${name}`, school, grade: 3 })),
  ),
  pupils,
});

test("whatever came before, the roster is what the last full bundle says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cities, { minLength: 2, maxLength: 4 }), async (deliveries) => {
      await emptyCity();
      for (const pupils of deliveries) {
        const { problems } = await importOf(bundleOf(pupils));
        expect(problems).toEqual([]);
        expect(await enrolled()).toEqual(pupils.map(asStored));
      }
      const before = await writersOf();
      await importOf(bundleOf(deliveries.at(-1)!));
      expect(await writersOf()).toEqual(before);
    }),
    { numRuns: 12 },
  );
}, 120_000);

const asStored = ({ id, school, class: ofClass, studentNumber, name }: GivenPupil) => ({
  id,
  school,
  class: ofClass ?? null,
  number: studentNumber,
  name,
  place: ofClass ?? "none",
});

/** The enrolled with their one open place, which must agree with where the student is. */
async function enrolled() {
  const { rows } = await db.execute(sql`
    select s.sourced_id as id, k.sourced_id as school, c.sourced_id as class,
      s.student_number as number, s.name, coalesce(p.sourced_id, 'none') as place
    from students s join schools k on k.id = s.school_id left join classes c on c.id = s.class_id
    join enrolments e on e.student_id = s.id and e.ended_on is null and e.school_id = s.school_id
    left join classes p on p.id = e.class_id
    where s.status = 'enrolled' order by 1`);
  return rows;
}
