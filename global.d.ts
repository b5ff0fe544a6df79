import type zhTW from "@/app/_messages/zh-TW";
import type { Locale as AppLocale } from "@/app/_server/languages";

declare module "use-intl" {
  interface AppConfig {
    Locale: AppLocale;
    Messages: typeof zhTW;
  }
}
