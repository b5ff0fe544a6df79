import { getLocale, getTranslations } from "next-intl/server";
import { isLocale, languages } from "@/app/_server/languages";
import type { ConsentText } from "@/db/queries/consent";
import type { ConsentBlock } from "@/domain/consent/kinds";
import { numbered, partsOf } from "@/domain/consent/texts";
import { taipei } from "@/lib/time";

const fingerprintDigits = 12;

/** The first digits of a text's hash: enough to compare a printed copy with the record. */
export const fingerprint = (hash: Buffer) => hash.toString("hex").slice(0, fingerprintDigits);

/** How HTML names the language a text is written in, which may not be the page's. */
export const languageOf = ({ locale }: { locale: string }) =>
  languages[isLocale(locale) ? locale : "zh-TW"].html;

/** A consent text as published (A2), up to its choice: title, version, numbered items. */
export async function ConsentDocument({ text }: { text: ConsentText }) {
  const { body } = partsOf(text.blocks);
  return (
    <article className="document" lang={languageOf(text)}>
      <h2>{text.title}</h2>
      <Imprint text={text} />
      {body.map((block, at) => (
        // The blocks of a published text never change their order.
        <Block key={`${text.id}-${String(at)}`} block={block} />
      ))}
    </article>
  );
}

/** Version, date and fingerprint, in the page's own language. */
async function Imprint({ text: { version, publishedAt, hash } }: { text: ConsentText }) {
  const [t, locale] = await Promise.all([getTranslations("portal.consent"), getLocale()]);
  const rows = [
    [t("version"), t("versionValue", { version: String(version) })],
    [t("published"), taipei(publishedAt, locale, "date")],
    [t("fingerprint"), <code key="hash">{fingerprint(hash)}</code>],
  ] as const;
  return (
    <dl className="imprint" lang={languages[locale].html}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Block({ block: { heading, paragraphs = [], items = [] } }: { block: ConsentBlock }) {
  return (
    <>
      {heading && <h3>{heading}</h3>}
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>
          <Linked text={paragraph} />
        </p>
      ))}
      {items.length > 0 && (
        <ul className="numbered">
          {items.map((item) => (
            <Item key={item} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

/** The number hangs before the words, as in print; both are the text's own. */
function Item({ item }: { item: string }) {
  const { mark, text } = numbered(item);
  return (
    <li>
      {mark && <span>{mark}</span>}
      <span>
        <Linked text={text} />
      </span>
    </li>
  );
}

const address = /(https:\/\/[\w./-]+)/;

/** Addresses in a text lead where they say; the pieces come back in turn: words, address, words. */
function Linked({ text }: { text: string }) {
  return text.split(address).map((piece) =>
    address.test(piece) ? (
      <a key={piece} href={piece} rel="noreferrer">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}
