import { allKinds, type FamilyKind, familyKinds } from "./family-kinds";
import { drawSurname, foreignName, indigenousName, type Name, rareName, singleName } from "./names";
import {
  type Adult,
  aChild,
  aFather,
  aMother,
  anAdult,
  type Child,
  type Maker,
  yes,
} from "./people";
import { weighted } from "./random";

export type Family = { kind: FamilyKind; children: Child[]; adults: Adult[] };

type Draft = { maker: Maker; family: string; children: Child[] };
type Household = { adults: Adult[]; children?: Child[] };

export const drawKind = weighted(allKinds.map((kind) => [kind, familyKinds[kind].share] as const));

/** One family of the kind, with at most `childrenMax` children of school age. */
export function makeFamily(maker: Maker, kind: FamilyKind, childrenMax: number): Family {
  const family = drawSurname(maker.random);
  const children = Array.from({ length: childrenOf(maker, kind, childrenMax) }, () =>
    aChild(maker, family),
  );
  return { kind, children, ...households[kind]({ maker, family, children }) };
}

function childrenOf({ random }: Maker, kind: FamilyKind, most: number) {
  if (kind === "siblings") return Math.min(most, random.int(2, 3));
  if (kind === "two_parents") return Math.min(most, random.chance(0.2) ? 2 : 1);
  return 1;
}

const bothParents = ({ maker, family }: Draft) => ({
  adults: [aFather(maker, { family }), aMother(maker)],
});

/** Who lives with the children of each kind of family, and what the registry answers about them. */
const households: Record<FamilyKind, (draft: Draft) => Household> = {
  two_parents: bothParents,
  siblings: bothParents,
  one_parent: ({ maker, family }) => ({ adults: [aMother(maker, { family })] }),
  divorced({ maker, family }) {
    const motherHasIt = maker.random.chance(0.7);
    const father = yes("father", motherHasIt ? "none" : "full");
    const mother = yes("mother", motherHasIt ? "full" : "none");
    return {
      adults: [aFather(maker, { family, standing: father }), aMother(maker, { standing: mother })],
    };
  },
  grandparent(draft) {
    const wish = { claims: "grandparent", standing: yes("grandparent", "none") } as const;
    const carer = anAdult(draft.maker, { ...wish, sex: "female" });
    return { adults: [carer, ...bothParents(draft).adults] };
  },
  guardian({ maker }) {
    const wish = { claims: "uncle_or_aunt", standing: yes("guardian") } as const;
    return { adults: [anAdult(maker, { ...wish, sex: "female" })] };
  },
  adopted: ({ maker, family }) => ({
    adults: [
      aFather(maker, { family, standing: yes("adoptive_father") }),
      aMother(maker, { standing: yes("adoptive_mother") }),
    ],
  }),
  foster({ maker, family, children }) {
    const wish = { claims: "foster_parent", standing: { answer: "no" } } as const;
    const mother = aMother(maker, { family, standing: yes("mother", "limited") });
    return {
      adults: [anAdult(maker, { ...wish, sex: "female" }), mother],
      children: children.map((child) => ({ ...child, flag: "foster_care" })),
    };
  },
  resident_new: ({ maker, family }) => ({
    adults: [
      aFather(maker, { family }),
      aMother(maker, { name: foreignName(maker.random, "female"), numberKind: "resident_new" }),
    ],
  }),
  resident_old: ({ maker, family }) => ({
    adults: [
      aFather(maker, { name: foreignName(maker.random, "male"), numberKind: "resident_old" }),
      aMother(maker, { family }),
    ],
  }),
  rare_name: ({ maker, family, children }) => ({
    adults: [aFather(maker, { name: rareName(maker.random, family) }), aMother(maker)],
    children: children.map((child) => ({ ...child, name: rareName(maker.random, family) })),
  }),
  single_name: ({ maker, family }) => ({
    adults: [
      aFather(maker, { family }),
      aMother(maker, { name: singleName(maker.random, "female"), numberKind: "resident_new" }),
    ],
  }),
  indigenous_name: ({ maker, children }) => ({
    adults: [aFather(maker), aMother(maker, { name: indigenousName(maker.random) })],
    children: children.map((child) => ({ ...child, name: indigenousName(maker.random) })),
  }),
  misspelled: (draft) => ({
    ...bothParents(draft),
    children: draft.children.map((child) => ({ ...child, registryName: slipIn(child.name) })),
  }),
  step_parent: ({ maker, family }) => ({
    adults: [aFather(maker, { standing: { answer: "no" } }), aMother(maker, { family })],
  }),
  cannot_tell: ({ maker, family }) => ({
    adults: [aFather(maker, { family, standing: { answer: "cannot_tell" } })],
  }),
  not_found: ({ maker, family }) => ({
    adults: [
      aFather(maker, { family }),
      aMother(maker, {
        name: foreignName(maker.random, "female"),
        numberKind: "resident_new",
        standing: { answer: "not_found" },
      }),
    ],
  }),
  custody: (draft) => flagged("custody", draft),
  protected: (draft) => flagged("protection", draft),
  student_parent: ({ maker, family }) => ({ adults: [aMother(maker, { family })] }),
};

function flagged(flag: "custody" | "protection", draft: Draft): Household {
  const children = draft.children.map((child) => ({ ...child, flag }));
  return { ...bothParents(draft), children };
}

/** The same name with its last character written otherwise, as happens when forms are copied. */
const slipIn = ({ family, given }: Name): Name => ({
  family,
  given: `${[...given].slice(0, -1).join("")}妤`,
});
