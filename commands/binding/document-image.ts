import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { allow, refuse, type Verdict } from "@/domain/verdict";

/** What a parent may upload, before it is made into something smaller (baseline: uploads). */
export const uploadBytesMax = 10 * 1024 * 1024;
const pixelsMax = 60_000_000;
const longestSide = 2_400;

const readable = new Set(["image/jpeg", "image/png", "image/webp"]);

export type ImageRefusal = "file_missing" | "file_too_large" | "file_not_image" | "file_unreadable";

/**
 * The picture re-encoded as a plain JPEG: by its signature, not its name, upright, without the
 * place and device a camera writes into it. Anything else is refused with a reason.
 */
export async function asPlainImage(file: Buffer): Promise<Verdict<ImageRefusal, Buffer>> {
  if (file.length === 0) return refuse("file_missing");
  if (file.length > uploadBytesMax) return refuse("file_too_large");
  const type = await fileTypeFromBuffer(file);
  if (!type || !readable.has(type.mime)) return refuse("file_not_image");
  try {
    const plain = await sharp(file, { limitInputPixels: pixelsMax, failOn: "error" })
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer();
    return allow(plain);
  } catch {
    return refuse("file_unreadable");
  }
}
