import { createTranslator } from "next-intl";
import en from "./messages/en.json";
import zhTW from "./messages/zh-TW.json";

/** Typed after zh-TW: a sentence that another language lacks does not compile. */
const messages = { "zh-TW": zhTW, en } satisfies Record<string, typeof zhTW>;
type Language = keyof typeof messages;

const isLanguage = (locale: string): locale is Language => Object.hasOwn(messages, locale);

/** The sentences of the letters in the reader's language; zh-TW where the language is unknown. */
export function wordsFor(locale: string) {
  const language = isLanguage(locale) ? locale : "zh-TW";
  return createTranslator({
    locale: language,
    messages: messages[language],
    timeZone: "Asia/Taipei",
  });
}
