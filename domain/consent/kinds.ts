/** What a parent may agree to or refuse, each its own text (A2, A15). */
export const consentKinds = ["parent_account", "student_card"] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** How a signature was given online (線上簽名). */
export const signatureManners = ["drawn", "typed"] as const;
export type SignatureManner = (typeof signatureManners)[number];

/**
 * What must be told before personal data are collected (個人資料保護法 §8 I): the agency, the
 * purpose, the categories, the use (period, area, recipients, manner), rights, consequence.
 */
export const noticeItems = [
  "agency",
  "purpose",
  "categories",
  "use",
  "rights",
  "consequence",
] as const;
export type NoticeItem = (typeof noticeItems)[number];

/** One block of a consent text: a heading, paragraphs, and items that carry their own numbers. */
export type ConsentBlock = {
  heading?: string;
  paragraphs?: string[];
  items?: string[];
  /** Which of the statute's items this block tells. */
  covers?: NoticeItem;
  /** The last block, which asks for the choice: its heading is the question. */
  place?: "choice";
};
