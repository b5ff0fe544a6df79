/** 學生個資: what was last said of the child's data, or is kept unsent (A13, A14). */
export const dataStandings = ["unconfirmed", "kept", "confirmed", "error_reported"] as const;
export type DataStanding = (typeof dataStandings)[number];

/** 親子帳號: how far the parent account begun in this portal has come. */
export const accountStandings = [
  "not_begun",
  "refused",
  "agreed",
  "filling",
  "submitted",
  "approved",
] as const;
export type AccountStanding = (typeof accountStandings)[number];

/** 學生證多元功能開通服務: the last decision, which is both parents'. */
export const cardStandings = ["undecided", "opened", "declined"] as const;
export type CardStanding = (typeof cardStandings)[number];

/** Something the portal asks of a parent, in the order it asks. */
export const portalActions = ["student", "account", "card", "sign"] as const;
export type PortalAction = (typeof portalActions)[number];

export type PortalFacts = {
  /** The last answer on the child's data, and whether a choice is kept unsent. */
  data?: { correct: boolean };
  dataKept: boolean;
  /** The last answer to the parent-account text; `spent` when an application stands on it. */
  consent?: { agreed: boolean; spent: boolean };
  applications: { submitted: number; approved: number; draftOpen: boolean };
  card?: { opened: boolean };
};

export type PortalStanding = {
  data: DataStanding;
  account: AccountStanding;
  card: CardStanding;
  /** 申請簽署 0/2: of the application and the card, how many were answered and returned. */
  returned: number;
  /** What to do next; nothing when all is done. */
  next?: PortalAction;
};

/** How many things are to be signed and returned (同意簽署回傳). */
export const returnsAsked = 2;

/** The tiles of the portal (A13), and its one next step. A refusal is an answer too (A15). */
export function portalStanding(facts: PortalFacts): PortalStanding {
  const data = dataStanding(facts);
  const account = accountStanding(facts);
  const card = !facts.card ? "undecided" : facts.card.opened ? "opened" : "declined";
  const accountReturned = isReturned(account);
  const open: Record<Exclude<PortalAction, "sign">, boolean> = {
    student: data === "unconfirmed" || data === "kept",
    account: !accountReturned,
    card: card === "undecided",
  };
  const next = (["student", "account", "card"] as const).find((action) => open[action]);
  const returned = [accountReturned, card !== "undecided"].filter(Boolean).length;
  return { data, account, card, returned, next };
}

/** Signed and sent, or refused: nothing more is waited for. */
export const isReturned = (account: AccountStanding) =>
  account === "refused" || account === "submitted" || account === "approved";

function dataStanding({ data, dataKept }: PortalFacts): DataStanding {
  if (dataKept) return "kept";
  if (!data) return "unconfirmed";
  return data.correct ? "confirmed" : "error_reported";
}

/**
 * The other parent's application stands beside a new draft or a refusal, so what is being done
 * now comes first, then what was sent, then what was said.
 */
function accountStanding({ consent, applications }: PortalFacts): AccountStanding {
  const agreed = consent?.agreed && !consent.spent;
  if (agreed && applications.draftOpen) return "filling";
  if (applications.approved > 0) return "approved";
  if (applications.submitted > 0) return "submitted";
  if (consent && !consent.agreed) return "refused";
  if (agreed) return "agreed";
  return applications.draftOpen ? "filling" : "not_begun";
}
