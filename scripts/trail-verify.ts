import { SingleBar } from "cli-progress";
import { startSealing } from "@/commands/oversight/chain";
import { db, disconnect } from "@/db/client";
import { entriesAboutMany, everyEntry, everySeal } from "@/db/queries/oversight";
import { type BreakReason, type TrailReport, verifyTrail } from "@/domain/oversight/trail";

const reasons: Record<BreakReason, string> = {
  seal_missing: "a seal is missing, or does not follow the one before it",
  entries_missing: "entries are missing",
  entries_added: "entries were slipped in",
  content_changed: "an entry was changed, or the seal was made without the key",
};

/** `npm run trail:verify [-- --noted HEX]`: does the chain hold, and does it contain that seal? */
try {
  const report = await verifyAll(notedSeal(process.argv.slice(2)));
  print(report);
  process.exitCode = report.broken ? 1 : 0;
} finally {
  await disconnect();
}

/** One snapshot of trail and chain, whatever is written meanwhile. */
async function verifyAll(noted: Buffer | undefined): Promise<TrailReport> {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: "{bar} {percentage}% | {value} entries", etaBuffer: 50 })
    : undefined;
  const snapshot = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
  const report = await db.transaction(async (tx) => {
    bar?.start(await entriesAboutMany(tx), 0);
    const entries = counted(everyEntry(tx), (passed) => bar?.update(passed));
    return verifyTrail(entries, everySeal(tx), startSealing, noted);
  }, snapshot);
  bar?.setTotal(report.entries);
  bar?.update(report.entries);
  bar?.stop();
  return report;
}

async function* counted<Item>(items: AsyncIterable<Item>, tell: (passed: number) => void) {
  let passed = 0;
  for await (const item of items) {
    passed += 1;
    if (passed % 1_000 === 0) tell(passed);
    yield item;
  }
}

function notedSeal(words: string[]): Buffer | undefined {
  const [name, hex] = words;
  if (name === undefined) return undefined;
  if (name === "--noted" && hex && /^[\da-f]{64}$/i.test(hex)) return Buffer.from(hex, "hex");
  console.error("Use: npm run trail:verify [-- --noted <a seal of 64 hexadecimal digits>]");
  process.exit(2);
}

function print({ entries, seals, unsealed, lastSeal, broken }: TrailReport) {
  console.log(`entries read      ${entries}`);
  console.log(`seals that hold   ${seals}`);
  console.log(`last seal         ${lastSeal?.toString("hex") ?? "none yet"}`);
  if (!broken) {
    console.log(`not yet sealed    ${unsealed}`);
    console.log("The trail (軌跡資料) holds.");
    return;
  }
  const { sealId, fromEntryId, uptoEntryId, reason } = broken;
  const which = sealId ? `seal ${sealId}` : "the noted seal";
  console.log(`BROKEN at ${which}, entries ${fromEntryId} to ${uptoEntryId}: ${reasons[reason]}.`);
}
