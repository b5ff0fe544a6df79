import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** Every file git would keep: tracked ones and new ones that are not ignored. */
export const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  encoding: "utf8",
  maxBuffer: 64_000_000,
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));

export const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
export const inside = (...folders: string[]) =>
  code.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

const texts = new Map<string, string>();

export function source(file: string) {
  const text = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, text);
  return text;
}

/** Without comments, so that a rule about code is not broken by words about it. */
export const withoutComments = (file: string) =>
  source(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|[\s;{},])\/\/.*$/gm, "$1");

/** The files among these whose code shows the pattern. */
export const showing = (among: readonly string[], pattern: RegExp) =>
  among.filter((file) => pattern.test(withoutComments(file)));

const importing = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+|\brequire\(\s*)"([^"]+)"/g;

/** What a file imports: own files as paths from the root, packages by their name. */
export function importsOf(file: string) {
  return [...withoutComments(file).matchAll(importing)].map(([, target]) => {
    if (target!.startsWith("@/")) return { own: true, target: target!.slice(2) };
    if (!target!.startsWith(".")) return { own: false, target: target! };
    return { own: true, target: posix.normalize(posix.join(posix.dirname(file), target!)) };
  });
}
