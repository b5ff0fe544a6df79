import { PlainError } from "./plain.mjs";

const needed = { major: 20, minor: 19 };

/** Stop with one sentence when this Node.js is older than the project's `engines`. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  throw new PlainError(
    `This needs Node.js ${needed.major}.${needed.minor} or newer, and found ${version}: install it from nodejs.org.`,
  );
}
