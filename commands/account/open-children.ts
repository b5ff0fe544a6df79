import { childrenOf } from "@/db/queries/account";
import { type Actor, holderScope } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";

/** A holder looks at the own children (我的孩子): looking leaves a trace, one for each opening. */
export async function openChildren(by: Actor) {
  const scope = authorise(by, "account.open_children", holderScope(by));
  return inTransaction(async (tx) => {
    const children = await childrenOf(scope, tx);
    await record(tx, by, { action: "account.open_children", subjectId: scope.accountId });
    return children;
  });
}
