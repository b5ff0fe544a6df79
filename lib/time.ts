/** The zone of every clock a person reads. */
export const timeZone = "Asia/Taipei";

export const seconds = (count: number) => count * 1_000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);

/** `from`, moved by so many milliseconds. */
export const later = (from: Date, byMs: number) => new Date(from.getTime() + byMs);

/** A date and time as people in Taipei write it, in the reader's language. */
export function taipei(instant: Date, locale: string, style: "date" | "minute" = "minute") {
  const parts: Intl.DateTimeFormatOptions =
    style === "date" ? { dateStyle: "long" } : { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(instant);
}
