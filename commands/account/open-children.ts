import { given, planned } from "@/db/client";
import { type Child, childrenOf } from "@/db/queries/account";
import { type Actor, holderScope } from "@/domain/policy";
import { alongside, authorise, record } from "../transaction";

/** Any holder: the statement is the same for all of them. */
const holder = { kind: "holder", id: given("accountId") } as const;
const entry = { action: "account.open_children", subjectId: holder.id } as const;

/** The entry and the reading are one statement: neither is there without the other. */
const look = planned((db) =>
  childrenOf(holderScope(holder)!, db.with(...alongside(db, record(db, holder, entry)))),
);

/** A holder looks at the own children (我的孩子): looking leaves a trace, one for each opening. */
export async function openChildren(by: Actor): Promise<Child[]> {
  const { accountId } = authorise(by, "account.open_children", holderScope(by));
  return look().execute({ accountId });
}
