/** Every kind of family in the city, with its share in a thousand and what it is there to show. */
export const familyKinds = {
  two_parents: { share: 590, shows: "父母雙方都是法定代理人 both parents, both with authority" },
  siblings: { share: 120, shows: "兄弟姊妹就讀不同學校 children at different schools" },
  one_parent: { share: 80, shows: "單親 one parent, the other unknown to the registry" },
  divorced: { share: 100, shows: "離婚，親權由一方行使 authority with one parent only" },
  grandparent: {
    share: 20,
    shows: "祖父母為主要照顧者 a grandmother cares; parents keep authority",
  },
  guardian: { share: 6, shows: "法院選定監護人 a guardian appointed by a court" },
  adopted: { share: 6, shows: "收養 adoptive parents" },
  foster: { share: 5, shows: "寄養 foster carers unknown to the registry; flagged by the school" },
  resident_new: { share: 24, shows: "新式統一證號 a foreign mother with a new number (8 or 9)" },
  resident_old: {
    share: 10,
    shows: "舊式統一證號 a foreign father with an old number (two letters)",
  },
  rare_name: { share: 8, shows: "罕用字 characters many systems lack" },
  single_name: { share: 4, shows: "單名無姓 a mother of one name" },
  indigenous_name: { share: 5, shows: "原住民族姓名 a name written with a dot" },
  misspelled: { share: 5, shows: "戶政與學校寫法不同 the registry spells the child otherwise" },
  step_parent: { share: 8, shows: "繼父母無親權 the registry answers no for the stepfather" },
  cannot_tell: { share: 6, shows: "戶役政無法判定 the registry cannot tell" },
  not_found: { share: 3, shows: "戶役政查無資料 the registry does not find the mother" },
  custody: { share: 3, shows: "親權訴訟中 custody before a court; flagged by the school" },
  protected: { share: 2, shows: "保護個案 a protected child; flagged by the school" },
  student_parent: { share: 0, shows: "家長就讀進修部 a mother who is a student herself" },
} as const satisfies Record<string, { share: number; shows: string }>;

export type FamilyKind = keyof typeof familyKinds;
export const allKinds = Object.keys(familyKinds) as FamilyKind[];
