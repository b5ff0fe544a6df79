/** What a parent may agree to or refuse, each its own text (A2, A15). */
export const consentKinds = ["parent_account", "student_card"] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** How a signature was given online (線上簽名). */
export const signatureManners = ["drawn", "typed"] as const;
export type SignatureManner = (typeof signatureManners)[number];

/** One block of a consent text: a heading, paragraphs, and numbered items. */
export type ConsentBlock = { heading?: string; paragraphs?: string[]; items?: string[] };
