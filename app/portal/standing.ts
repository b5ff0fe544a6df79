import "server-only";
import { cache } from "react";
import { requireActor } from "@/app/_server/session";
import type { Tone } from "@/app/_ui/status-tag";
import { portalChild, portalFacts } from "@/db/queries/portal";
import {
  type AccountStanding,
  type CardStanding,
  type DataStanding,
  type PortalAction,
  type PortalStanding,
  portalStanding,
} from "@/domain/consent/standing";
import { ownScope } from "@/domain/policy";

/** Who is in the portal, and the rows that are theirs. Asked once a request. */
export const portalOwner = cache(async () => {
  const by = await requireActor("portal");
  return { by, scope: ownScope(by)! };
});

/** Where everything stands in this portal, and whose it is. */
export const portalNow = cache(async () => {
  const { scope } = await portalOwner();
  const [child, facts] = await Promise.all([portalChild(scope), portalFacts(scope)]);
  return { child: child!, standing: portalStanding(facts), scope };
});

/** Where an action of the portal leads, as things stand. */
export function pathTo(action: PortalAction, { account }: PortalStanding): string {
  if (action !== "account") return `/portal/${action}`;
  return account === "agreed" || account === "filling" ? "/apply" : "/portal/consent";
}

export const dataTones: Record<DataStanding, Tone> = {
  unconfirmed: "due",
  kept: "due",
  confirmed: "done",
  error_reported: "waiting",
};

export const accountTones: Record<AccountStanding, Tone> = {
  not_begun: "due",
  agreed: "due",
  filling: "due",
  refused: "waiting",
  submitted: "waiting",
  approved: "done",
};

export const cardTones: Record<CardStanding, Tone> = {
  undecided: "due",
  opened: "done",
  declined: "done",
};
