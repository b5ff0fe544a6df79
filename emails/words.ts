import { createTranslator } from "next-intl";
import en from "./messages/en.json";
import zhTW from "./messages/zh-TW.json";

/** Typed after zh-TW: a sentence that another language lacks does not compile. */
const messages = { "zh-TW": zhTW, en } satisfies Record<string, typeof zhTW>;
type Language = keyof typeof messages;

const isLanguage = (locale: string): locale is Language => Object.hasOwn(messages, locale);

const translator = <Locale extends Language>(locale: Locale) =>
  createTranslator({ locale, messages: messages[locale], timeZone: "Asia/Taipei" });

/** Made once: each keeps the sentences it has parsed. */
const translators = { "zh-TW": translator("zh-TW"), en: translator("en") };

/** The sentences of the letters in the reader's language; zh-TW where the language is unknown. */
export const wordsFor = (locale: string) => translators[isLanguage(locale) ? locale : "zh-TW"];
