import type { Tx } from "../../transaction";
import { planClasses } from "./classes";
import type { Ledger } from "./ledger";
import { planMoves } from "./moves";
import { planSchools, type Run } from "./schools";
import { planStaff } from "./staff";
import { checkReferences, planStudents } from "./students";

/** Looks at the whole staged bundle and decides what would change; writes nothing but the plan. */
export async function planAll(tx: Tx, ledger: Ledger, run: Run) {
  await planSchools(tx, ledger, run);
  await planClasses(tx, ledger, run);
  await checkReferences(tx, ledger, run);
  await planStaff(tx, ledger, run);
  await planStudents(tx, ledger, run);
  await planMoves(tx, ledger, run);
}
