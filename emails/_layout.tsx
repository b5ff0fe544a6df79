import type { ReactNode } from "react";
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from "react-email";
import { darkSheet, fontsFor, style } from "./_style";
import { wordsFor } from "./words";

type LetterProps = {
  locale: string;
  /** What mailboxes show beside the subject. */
  preview: string;
  heading: string;
  children: ReactNode;
  /** What the reader may do if the letter is not for them. */
  ignore: string;
};

/** The sheet all letters are written on: calm, large, one column, light and dark. */
export function Letter({ locale, preview, heading, children, ignore }: LetterProps) {
  const t = wordsFor(locale);
  const lang = t("layout.lang");
  return (
    <Html lang={lang}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{heading}</title>
        <style>{darkSheet}</style>
      </Head>
      <Preview useTitleTag={false}>{preview}</Preview>
      <Body lang={lang} className="page" style={{ ...style.body, fontFamily: fontsFor(lang) }}>
        <main>
          <Container className="sheet" style={style.sheet}>
            <Section className="band" style={style.band}>
              <Text style={style.service}>{t("layout.service")}</Text>
              <Text style={style.serviceOf}>{t("layout.serviceOf")}</Text>
            </Section>
            <Section style={style.text}>
              <Heading as="h1" style={style.heading}>
                {heading}
              </Heading>
              <Paragraph>{t("layout.greeting")}</Paragraph>
              {children}
              <Hr className="line" style={style.line} />
              <Paragraph>{ignore}</Paragraph>
            </Section>
            <Foot locale={locale} />
          </Container>
        </main>
      </Body>
    </Html>
  );
}

/** Who helps, and what a true letter never asks for. */
function Foot({ locale }: { locale: string }) {
  const t = wordsFor(locale);
  return (
    <Section style={style.foot}>
      <Text style={style.footTitle}>{t("layout.helpTitle")}</Text>
      <Text className="muted" style={style.small}>
        {t("layout.bureau")}{" "}
        <Link className="link" style={style.phone} href={`tel:${t("layout.bureauTel")}`}>
          {t("layout.bureauNumber")}
        </Link>
        <br />
        {t("layout.helpLine")}{" "}
        <Link className="link" style={style.phone} href={`tel:${t("layout.helpLineTel")}`}>
          {t("layout.helpLineNumber")}
        </Link>
        <br />
        {t("layout.hours")}
      </Text>
      <Text className="muted" style={style.small}>
        {t("layout.never")}
      </Text>
      <Text className="muted" style={style.small}>
        {t("layout.automatic")}
      </Text>
    </Section>
  );
}

export const Paragraph = ({ children }: { children: ReactNode }) => (
  <Text style={style.paragraph}>{children}</Text>
);

/** One thing to keep or to type: a reference number, a code. */
export function Fact({ label, value }: { label?: string; value: string }) {
  return (
    <Section className="fact" style={style.fact}>
      {label && <Text style={style.factLabel}>{label}</Text>}
      <Text style={label ? style.factValue : style.code}>{value}</Text>
    </Section>
  );
}

/** The one thing to do, as a button and as the bare address it leads to. */
export function Action({ locale, label, url }: { locale: string; label: string; url: string }) {
  return (
    <Section style={{ margin: "8px 0 16px" }}>
      <Button className="button" style={style.button} href={url}>
        {label}
      </Button>
      <Text className="muted" style={style.linkHint} data-skip-in-text>
        {wordsFor(locale)("layout.linkHint")}
        <br />
        <Link className="link" style={style.link} href={url}>
          {url}
        </Link>
      </Text>
    </Section>
  );
}
