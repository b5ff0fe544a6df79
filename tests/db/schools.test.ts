import "../support/database";
import { expect, test } from "vitest";
import { schoolsOfLevel, schoolWithCode } from "@/db/queries/schools";
import { aSchool } from "../support/factories";

const level = "vocational" as const;

test("open schools of one level, by district and name", async () => {
  await aSchool({ level, name: "乙校", district: "信義區" });
  await aSchool({ level, name: "甲校", district: "信義區" });
  await aSchool({ level, name: "丙校", district: "中山區" });
  await aSchool({ level, name: "舊校", district: "中山區", closedAt: new Date() });
  await aSchool({ level: "junior", name: "國中", district: "中山區" });

  const found = await schoolsOfLevel(level);
  expect(found.map(({ district }) => district)).toEqual(["中山區", "信義區", "信義區"]);
  expect(found.map(({ name }) => name)).not.toContain("舊校");
});

test("a part of the name is enough; 台 and 臺, large and small letters are the same", async () => {
  await aSchool({ level: "senior", name: "臺北市立ABC高級中學" });
  for (const wanted of ["台北市立", "臺北", "abc", "高級"]) {
    expect(await schoolsOfLevel("senior", wanted)).toHaveLength(1);
  }
});

test("what has a meaning in a query has none in a name looked for", async () => {
  await aSchool({ level: "elementary", name: "百分國小" });
  for (const wanted of ["%", "_", "' or 1=1 --", "\\"]) {
    expect(await schoolsOfLevel("elementary", wanted)).toEqual([]);
  }
});

test("a school is found by its code at its own level, as long as it is open", async () => {
  const open = await aSchool({ level, telephone: "02-2700-0001" });
  const closed = await aSchool({ level, closedAt: new Date() });
  expect(await schoolWithCode(level, open.code)).toMatchObject({ telephone: "02-2700-0001" });
  expect(await schoolWithCode("junior", open.code)).toBeUndefined();
  expect(await schoolWithCode(level, closed.code)).toBeUndefined();
});
