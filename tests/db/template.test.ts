import { expect, test } from "vitest";
import { asOwnerHere } from "../support/database";

test("each test file has a migrated database of its own", async () => {
  const found = await asOwnerHere(
    "select current_database() as name, count(*)::int as students from students",
  );
  expect(found.rows).toMatchObject([{ students: 0 }]);
  expect(found.rows[0].name).toMatch(/^binding_test_/);
});
