/**
 * The chain that seals the trail (軌跡資料): each seal covers the entries since the seal before it,
 * keyed, so that nobody without the key can change, remove or slip in an entry unseen.
 */

/** One entry as it is sealed: every column, the time in microseconds since 1970. */
export type TrailEntry = Readonly<{
  id: number;
  atMicroseconds: string;
  actorKind: string;
  actorId: string;
  action: string;
  subjectId: string;
  fromStatus: string | null;
  toStatus: string | null;
  procedureVersion: string;
  detail: string | null;
}>;

export type TrailSeal = Readonly<{
  id: number;
  uptoEntryId: number;
  entries: number;
  previousSeal: Buffer;
  seal: Buffer;
}>;

/** A seal being computed: started from the seal before, fed in the order of ids. */
export type Sealing = { add(entry: TrailEntry): void; end(): Buffer };

/** What stands before the first seal. */
export const firstPrevious = Buffer.alloc(32);

/** How many entries one seal covers at most: the size of the hole a broken seal leaves. */
export const entriesPerSealMax = 10_000;

/** The act by which the trail tells of its own seals. */
export const sealingAction = "oversight.seal";

export type BreakReason =
  | "seal_missing" // the chain skips a seal, or the trail tells of a seal that is not there
  | "entries_missing" // fewer entries than were sealed
  | "entries_added" // more entries than were sealed
  | "content_changed"; // as many as were sealed, but not the same, or sealed without the key

/** The first seal that does not hold, and the ids of the entries it should vouch for. */
export type Break = {
  sealId: number;
  fromEntryId: number;
  uptoEntryId: number;
  reason: BreakReason;
};

export type TrailReport = {
  entries: number;
  seals: number;
  /** Entries after the last seal: true or not, nobody has vouched for them yet. */
  unsealed: number;
  lastSeal: Buffer | undefined;
  broken: Break | undefined;
};

/** Is there anything new? A seal's own entry alone is none, or sealing would never rest. */
export const worthSealing = (entries: readonly TrailEntry[]) =>
  entries.some(({ action }) => action !== sealingAction);

/**
 * Compute the chain anew and compare. Entries and seals come in the order of their ids; `start`
 * begins a seal with the key. Stops at the first break: behind it nothing is vouched for.
 * @param noted a seal written down elsewhere, which the chain must still contain.
 */
export async function verifyTrail(
  entries: AsyncIterable<TrailEntry>,
  seals: AsyncIterable<TrailSeal>,
  start: (previous: Buffer) => Sealing,
  noted?: Buffer,
): Promise<TrailReport> {
  const walk = new Walk(entries[Symbol.asyncIterator]());
  const report: TrailReport = {
    entries: 0,
    seals: 0,
    unsealed: 0,
    lastSeal: undefined,
    broken: undefined,
  };
  const known = new Set<number>();
  let covered = 0;
  let notedFound = noted === undefined;

  for await (const held of seals) {
    const sealing = start(held.previousSeal);
    const found = await walk.upto(held.uptoEntryId, (entry) => sealing.add(entry));
    report.entries = walk.passed;
    const reason = breakOf(held, report.lastSeal ?? firstPrevious, found, sealing.end());
    if (reason) {
      const range = { fromEntryId: covered + 1, uptoEntryId: held.uptoEntryId };
      return { ...report, broken: { sealId: held.id, ...range, reason } };
    }
    report.seals += 1;
    report.lastSeal = held.seal;
    covered = held.uptoEntryId;
    known.add(held.id);
    notedFound ||= held.seal.equals(noted!);
  }

  report.unsealed = await walk.upto(Number.POSITIVE_INFINITY);
  report.entries = walk.passed;
  const range = { fromEntryId: covered + 1, uptoEntryId: Math.max(covered + 1, walk.lastId) };
  const sealId = walk.sealsTold.find((id) => !known.has(id)) ?? (notedFound ? undefined : 0);
  return sealId === undefined
    ? report
    : { ...report, broken: { sealId, ...range, reason: "seal_missing" } };
}

/** A walk along the entries that remembers which seals they tell of. */
class Walk {
  passed = 0;
  lastId = 0;
  readonly sealsTold: number[] = [];
  private ahead: IteratorResult<TrailEntry> | undefined;

  constructor(private readonly entries: AsyncIterator<TrailEntry>) {}

  /** Pass all entries up to an id. @returns how many those were. */
  async upto(id: number, see: (entry: TrailEntry) => void = () => {}): Promise<number> {
    const before = this.passed;
    this.ahead ??= await this.entries.next();
    while (!this.ahead.done && this.ahead.value.id <= id) {
      const entry = this.ahead.value;
      see(entry);
      this.passed += 1;
      this.lastId = entry.id;
      if (entry.action === sealingAction) this.sealsTold.push(Number(entry.subjectId));
      this.ahead = await this.entries.next();
    }
    return this.passed - before;
  }
}

function breakOf(
  held: TrailSeal,
  previous: Buffer,
  found: number,
  computed: Buffer,
): BreakReason | undefined {
  if (!held.previousSeal.equals(previous)) return "seal_missing";
  if (found < held.entries) return "entries_missing";
  if (found > held.entries) return "entries_added";
  return computed.equals(held.seal) ? undefined : "content_changed";
}
