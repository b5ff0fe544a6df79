/** A fault the person at the keyboard can do something about: its message is one plain sentence. */
export class PlainError extends Error {}

const diskFull = "The disk is full: free some space, then try again.";

/** System faults people meet, by error code. Anything else is told with its own first line. */
const sentences = {
  ENOSPC: () => diskFull,
  EDQUOT: () => diskFull,
  EROFS: (error) => `${error.path ?? "This folder"} is on a read-only disk; choose another place.`,
  EACCES: (error) => `No permission for ${error.path ?? error.syscall}: check who owns it.`,
  EMFILE: () => "Too many open files: raise the limit with `ulimit -n 4096`, then try again.",
};

/** One sentence about any error, without a stack and without the values that led to it. */
export function sentenceFor(error) {
  if (error instanceof PlainError) return error.message;
  const known = sentences[error?.code];
  if (known) return known(error);
  return firstLine(error?.message ?? String(error));
}

/** Does this log text or message speak of a full disk? PostgreSQL, Next and npm say it in words. */
export function speaksOfFullDisk(text) {
  return /ENOSPC|No space left on device/i.test(text);
}

export { diskFull };

function firstLine(text) {
  return text.split("\n").find((line) => line.trim() !== "") ?? "Something failed without a word.";
}
