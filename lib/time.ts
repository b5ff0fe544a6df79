/** The zone of every clock a person reads. */
export const timeZone = "Asia/Taipei";

export const seconds = (count: number) => count * 1_000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);

/** `from`, moved by so many milliseconds. */
export const later = (from: Date, byMs: number) => new Date(from.getTime() + byMs);

const styles = {
  date: { dateStyle: "long", timeZone },
  minute: { dateStyle: "long", timeStyle: "short", timeZone },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Kept, because making one costs more than a page's own work. One per language and style. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** A date and time as people in Taipei write it, in the reader's language. */
export function taipei(instant: Date, locale: string, style: keyof typeof styles = "minute") {
  const name = `${locale} ${style}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, styles[style]);
  formats.set(name, format);
  return format.format(instant);
}
