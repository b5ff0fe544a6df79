import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ActionState } from "@/app/_server/action-state";
import { formStrings } from "@/app/_server/form-strings";
import { HiddenField, RadioField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import type { ConsentText } from "@/db/queries/consent";
import { partsOf } from "@/domain/consent/texts";
import { ConsentDocument, languageOf } from "./consent-document";

type Props = {
  text: ConsentText;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  title: string;
  submit: string;
  /** Heading, introduction and news, above the text. */
  children: ReactNode;
  /** What is asked beside the choice: a signature. */
  more?: ReactNode;
  /** What is kept when this is sent. */
  record: string;
};

/** A consent text and the choice at its end; nothing is chosen beforehand (A15). */
export async function ConsentForm({ text, action, title, submit, children, more, record }: Props) {
  const [t, strings] = await Promise.all([getTranslations("portal.consent"), formStrings()]);
  const { choice } = partsOf(text.blocks);
  const lang = languageOf(text);
  const options = [
    { value: "agree", label: <span lang={lang}>{text.agreeLabel}</span> },
    { value: "refuse", label: <span lang={lang}>{text.refuseLabel}</span> },
  ];
  return (
    <Form action={action} strings={strings} title={title} submit={submit}>
      {children}
      <ConsentDocument text={text} />
      <HiddenField name="textId" value={text.id} />
      <RadioField
        name="choice"
        label={<span lang={lang}>{choice?.heading}</span>}
        hint={
          choice?.paragraphs && (
            <span lang={lang} className="block">
              {choice.paragraphs.join("\n")}
            </span>
          )
        }
        options={options}
      />
      {more}
      <p>{t("sendHint")}</p>
      <p className="hint">{record}</p>
    </Form>
  );
}
