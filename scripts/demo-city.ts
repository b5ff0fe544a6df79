import { parseArgs } from "node:util";
import { z } from "zod";
import { buildCity } from "./city/city";

const Wish = z.object({
  schools: z.coerce.number().int().min(1).max(2_000),
  students: z.coerce.number().int().min(1).max(2_000_000),
  out: z.string().min(1),
  seed: z.string().min(1),
  year: z.coerce.number().int().min(100).max(200),
});

const { values } = parseArgs({
  options: {
    schools: { type: "string" },
    students: { type: "string" },
    out: { type: "string" },
    seed: { type: "string", default: "taipei" },
    year: { type: "string", default: "115" },
  },
});

const wish = Wish.safeParse(values);
if (wish.success) {
  const { students, families } = await buildCity(wish.data);
  console.log(`${wish.data.out}: ${students} students of ${families} families, all invented.`);
} else {
  console.error(
    "Usage: npm run demo:city -- --schools N --students M --out DIR [--seed S] [--year Y]",
  );
  process.exitCode = 1;
}
