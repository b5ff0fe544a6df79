// Not by name: an older Node.js must come as far as the sentence about its age.
import fs from "node:fs";
import { dirname } from "node:path";
import { PlainError } from "./plain.mjs";

/** Stop with one sentence when fewer than `neededMb` megabytes are free where `folder` lies. */
export function requireSpace(folder, neededMb, purpose) {
  const { bavail, bsize } = fs.statfsSync(nearestExisting(folder));
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMb >= neededMb) return;
  throw new PlainError(
    `The disk is full: ${purpose} needs ${neededMb} MB in ${folder}, ${freeMb} MB are free.`,
  );
}

function nearestExisting(folder) {
  return fs.existsSync(folder) ? folder : nearestExisting(dirname(folder));
}
