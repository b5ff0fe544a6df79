import { type Entry, openPromise, type ZipFile } from "yauzl";
import { Refusal } from "../../refusal";
import type { BundleFile } from "./bundle";

/** What a bundle may unpack to; the whole city with its history is well below. */
export const unpackedBytesMax = 4 * 2 ** 30;
/** CSV shrinks to a tenth or twentieth; beyond this it is a bomb. */
const shrinkMax = 200;
const entriesMax = 100;

/**
 * The files of a zip, by name, each read when asked for. Sizes are checked twice: as declared,
 * here, and while unpacking, by the reader, which stops at the declared size.
 * @throws Refusal bundle_unreadable for bombs, encrypted files, and paths that lead elsewhere.
 */
export async function openArchive(path: string): Promise<BundleFile[]> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch(() => {
    throw new Refusal("bundle_unreadable");
  });
  const files: BundleFile[] = [];
  let bytes = 0;
  try {
    if (zip.entryCount > entriesMax) throw new Refusal("bundle_unreadable");
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (bytes > unpackedBytesMax || !isHarmless(entry)) throw new Refusal("bundle_unreadable");
      if (!entry.fileName.endsWith("/")) files.push(fileOf(zip, entry));
    }
  } catch {
    zip.close();
    throw new Refusal("bundle_unreadable");
  }
  return files;
}

function fileOf(zip: ZipFile, entry: Entry): BundleFile {
  return {
    path: entry.fileName,
    bytes: entry.uncompressedSize,
    open: () => zip.openReadStreamPromise(entry),
    close: () => zip.close(),
  };
}

/** yauzl refuses absolute paths, backslashes and `..` itself; links and encryption are ours. */
function isHarmless(entry: Entry) {
  const unixMode = entry.externalFileAttributes >>> 16;
  const isLink = (unixMode & 0o170000) === 0o120000;
  const isBomb =
    entry.uncompressedSize > 2 ** 20 && entry.uncompressedSize > entry.compressedSize * shrinkMax;
  return !isLink && !isBomb && entry.canDecodeFileData();
}
