/** An e-mail address as it is compared: NFKC, no spaces, small letters. */
export const normaliseEmail = (typed: string) =>
  typed.normalize("NFKC").replace(/\s/gu, "").toLowerCase();
