import fc from "fast-check";
import { expect, test } from "vitest";
import { usualShape } from "@/domain/roster/name-variants";
import { compareNames, maskName, normaliseName } from "@/domain/roster/names";

const han = fc.constantFrom(..."陳林黃張李王吳蔡楊許怡君家豪志明俊傑建宏𡟯𠄎");
const hanName = fc.array(han, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(""));

test.each([
  ["王小明", " 王 小明 "],
  ["臺灣生", "台灣生"],
  ["黃啓峯", "黄啟峰"],
  ["林\uF9D0", "林類"],
  ["葛\u{E0100}小城", "葛小城"],
  ["Nguyễn Thị Lan", "NGUYỄN  THỊ LAN"],
  ["ＳＵＰＡＲＴＩ", "Suparti"],
  ["巴奈·庫穗", "巴奈‧庫穗"],
  ["O'Brien, Anne-Marie", "OBrien Anne Marie"],
  ["林𡟯君", "林𡟯君"],
])("%s and %s are the same name", (a, b) => {
  expect(compareNames(a, b)).toBe("match");
});

test.each([
  ["王小明", "王小民"],
  ["陳祐廷", "陳佑廷"],
  ["歐陽小明", "歐陽明"],
  ["林𡟯君", "林〓君"],
  ["林𡟯君", "林?君"],
  ["林\uE000君", "林\uE000君"],
  ["Nguyen Thi Lan", "Lan Nguyen Thi"],
  ["Suparti", "Suparty"],
])("%s and %s go to a person", (a, b) => {
  expect(compareNames(a, b)).toBe("near");
});

test.each([
  ["王小明", "李大華"],
  ["王明", "王華"],
  ["王小明", ""],
  ["　", "　"],
  ["Maria Santos", "Suparti"],
  ["王小明", "〓〓〓"],
])("%s and %s are two names", (a, b) => {
  expect(compareNames(a, b)).toBe("differ");
});

test("comparing does not depend on who is named first", () => {
  fc.assert(
    fc.property(hanName, hanName, (a, b) => {
      expect(compareNames(a, b)).toBe(compareNames(b, a));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      expect(compareNames(a, b)).toBe(compareNames(b, a));
    }),
  );
});

test("a name matches itself however it is spaced, and its normal form is settled", () => {
  fc.assert(
    fc.property(hanName, (name) => {
      expect(compareNames(name, ` ${[...name].join(" ")}　`)).toBe("match");
      expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
    }),
  );
});

test("one character replaced in a name of three or more is a near miss, also a rare one", () => {
  const three = fc.array(han, { minLength: 3, maxLength: 4 });
  fc.assert(
    fc.property(three, fc.nat(3), (name, at) => {
      const other = name.with(at % name.length, "𠀋");
      expect(compareNames(name.join(""), other.join(""))).toBe("near");
    }),
  );
});

test("no variant leads to another variant", () => {
  for (const usual of usualShape.values()) expect(usualShape.has(usual)).toBe(false);
});

test.each([
  ["王小明", "王○明"],
  ["王明", "王○"],
  ["歐陽小明", "歐○○明"],
  ["𡟯", "○"],
  ["林𡟯", "林○"],
  ["𡟯𠄎君", "𡟯○君"],
  ["巴奈·庫穗", "巴○·庫○"],
  ["Nguyễn Thị Lan", "N○ T○ L○"],
  ["Suparti", "S○"],
])("%s is printed as %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test("a masked Chinese name keeps its length in characters", () => {
  fc.assert(
    fc.property(hanName, (name) => {
      expect([...maskName(name)].length).toBe([...name].length);
      expect(maskName(name)).toContain("○");
    }),
  );
});
