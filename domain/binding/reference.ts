/** Without the letters and digits people mistake for one another. */
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 8;

/** A reference number (申請編號) to read out on the telephone: says nothing of anybody. */
export function referenceFrom(random: Uint8Array): string {
  const drawn = [...random.subarray(0, length)].map((byte) => letters[byte % letters.length]!);
  return `PB-${drawn.slice(0, 4).join("")}-${drawn.slice(4).join("")}`;
}

/** As people type it back: small letters, spaces and a missing prefix forgiven. */
export function normaliseReference(typed: string): string {
  const bare = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/^PB/, "");
  return `PB-${bare.slice(0, 4)}-${bare.slice(4)}`;
}
