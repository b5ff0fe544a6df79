import { expect, test } from "vitest";
import { levelOfName } from "@/domain/roster/levels";
import { joinName } from "@/domain/roster/names";
import { fromSessionYear, schoolYearOn } from "@/domain/roster/school-year";

test("the school year (學年度) turns on the first of August", () => {
  expect(schoolYearOn("2026-07-31")).toBe(114);
  expect(schoolYearOn("2026-08-01")).toBe(115);
  expect(schoolYearOn("2027-01-31")).toBe(115);
});

test("a session is named by the year it ends in, a 學年度 by the year it begins in", () => {
  expect(fromSessionYear(2027)).toBe(115);
});

test.each([
  ["臺北市大安區晨帆國民小學", "elementary"],
  ["臺北市立明河國中", "junior"],
  ["臺北市立望雲高級中學", "senior"],
  ["臺北市立松濤高級工農職業學校", "vocational"],
  ["臺北市立清溪高級商業職業學校", "vocational"],
  ["春曉補習班", undefined],
])("the name %s tells the level %s", (name, level) => {
  expect(levelOfName(name)).toBe(level);
});

test.each([
  [{ family: "王", middle: "", given: "小明" }, "王小明"],
  [{ family: "-", middle: "", given: "巴奈‧古木" }, "巴奈‧古木"],
  [{ family: "-", middle: "", given: "SUPARTI" }, "SUPARTI"],
  [{ family: "Suparti", middle: "", given: "" }, "Suparti"],
  [{ family: "O'Brien", middle: "Marie", given: "Anne" }, "Anne Marie O'Brien"],
  [{ family: "𡟯", middle: "", given: "𠄎安" }, "𡟯𠄎安"],
])("%j is written %s", (parts, name) => {
  expect(joinName(parts)).toBe(name);
});
