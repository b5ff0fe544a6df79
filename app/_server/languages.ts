/** The languages of the service; the first is spoken where nobody asks for another. */
export const locales = ["zh-TW", "en"] as const;
export type Locale = (typeof locales)[number];

/** What each language calls itself, and how HTML names it. */
export const languages = {
  "zh-TW": { name: "中文", html: "zh-Hant-TW" },
  en: { name: "English", html: "en" },
} as const satisfies Record<Locale, { name: string; html: string }>;

/** The cookie that remembers the choice; it holds a locale and nothing else. */
export const languageCookie = "language";

export const isLocale = (text: unknown): text is Locale => locales.some((known) => known === text);

/**
 * The language of one request: the person's own choice, then the browser's list, then zh-TW.
 * Any Chinese is answered in zh-TW, since it is the only Chinese there is.
 */
export function chooseLocale(chosen?: string, acceptLanguage?: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wished = weighed(acceptLanguage ?? "").map((tag) => tag.split("-")[0]);
  const found = wished.map((wish) => locales.find((known) => known.split("-")[0] === wish));
  return found.find((locale) => locale !== undefined) ?? locales[0];
}

/** Language tags of an Accept-Language header, most wanted first; a weight of 0 means never. */
function weighed(header: string): string[] {
  return header
    .slice(0, 400)
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
