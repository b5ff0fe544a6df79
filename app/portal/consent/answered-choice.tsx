import { getTranslations } from "next-intl/server";
import type { ConsentText } from "@/db/queries/consent";
import { partsOf } from "@/domain/consent/texts";
import { languageOf } from "./consent-document";

/** The choice at the end of a text as somebody made it, for reading and for paper. */
export async function AnsweredChoice({ text, agreed }: { text: ConsentText; agreed: boolean }) {
  const t = await getTranslations("portal.answer");
  const { choice } = partsOf(text.blocks);
  const options = [
    { label: text.agreeLabel, chosen: agreed },
    { label: text.refuseLabel, chosen: !agreed },
  ];
  return (
    <section className="document" lang={languageOf(text)}>
      <h3>{choice?.heading}</h3>
      <ul className="ticked">
        {options.map(({ label, chosen }) => (
          <li key={label} data-chosen={chosen ? "" : undefined}>
            <span className="visually-hidden">{t(chosen ? "chosen" : "notChosen")} </span>
            {label}
          </li>
        ))}
      </ul>
      {choice?.paragraphs?.map((paragraph) => (
        <p key={paragraph} className="hint">
          {paragraph}
        </p>
      ))}
    </section>
  );
}
