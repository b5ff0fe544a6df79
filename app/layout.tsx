import "./globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languages, locales } from "./_server/languages";
import { SiteFooter } from "./_ui/site-footer";
import { SiteHeader } from "./_ui/site-header";

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** After a fault Next sends an empty page for scripts to fill; this says so without them. */
const whereNoScriptRuns = { rel: "stylesheet", url: "/fault.css", media: "(scripting: none)" };

/** No title of its own: a page sets `metadata.title`, or its Form says it. Never both. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { template: `%s${t("titleSuffix")}`, default: "" },
    description: t("description"),
    icons: { icon: "/icon.svg", other: [whereNoScriptRuns] },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

/** The frame of every page, in the reader's language. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("common")]);
  return (
    <html lang={languages[locale].html}>
      <body>
        <a href="#main" className="skip">
          {t("skip")}
        </a>
        <SiteHeader
          service={t("service")}
          serviceOf={t("serviceOf")}
          languageLabel={t("language")}
          languages={locales.map((value) => ({
            value,
            ...languages[value],
            current: value === locale,
          }))}
        />
        <main id="main" className="measure" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter
          help={t("footer.help")}
          hours={t("footer.hours")}
          privacy={t("footer.privacy")}
          phones={[
            {
              label: t("footer.bureau"),
              number: t("footer.bureauNumber"),
              tel: t("footer.bureauTel"),
            },
            {
              label: t("footer.service"),
              number: t("footer.serviceNumber"),
              tel: t("footer.serviceTel"),
            },
          ]}
        />
      </body>
    </html>
  );
}
