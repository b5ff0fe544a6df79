import { getTranslations } from "next-intl/server";
import { RadioField, SelectField, TextField } from "@/app/_ui/fields";
import { PageTitle } from "@/app/_ui/page-title";
import type { TypedQuestion } from "@/commands/binding/save-answer";
import type { OpenedDraft } from "@/db/queries/drafts";
import { applicationModes, documentKinds, parentRelations } from "@/domain/binding/modes";
import { relationsFor } from "@/domain/binding/wizard";
import { maskNumber } from "@/domain/ids/national-number";

type Asking = { draft: OpenedDraft };

/** The fields of one typed question, filled in with what was saved. */
export function QuestionFields({ step, draft }: Asking & { step: TypedQuestion }) {
  const Fields = fields[step];
  return <Fields draft={draft} />;
}

const fields: Record<TypedQuestion, (asking: Asking) => Promise<React.ReactNode>> = {
  mode: ModeFields,
  name: NameFields,
  relation: RelationFields,
  number: NumberFields,
  mobile: MobileFields,
  email: EmailFields,
  paper: PaperFields,
  second: SecondFields,
};

async function ModeFields({ draft }: Asking) {
  const t = await getTranslations("apply.mode");
  const options = applicationModes.map((value) => ({
    value,
    label: t(`options.${value}`),
    hint: t(`hints.${value}`),
  }));
  return (
    <RadioField
      heading
      name="mode"
      label={t("question")}
      options={options}
      defaultValue={draft.answers.mode?.mode}
    />
  );
}

async function NameFields({ draft }: Asking) {
  const t = await getTranslations("apply.name");
  return (
    <TextField
      heading
      name="name"
      label={t("question")}
      hint={t("hint")}
      autoComplete="name"
      spellCheck={false}
      defaultValue={draft.answers.name?.name}
    />
  );
}

async function RelationFields({ draft }: Asking) {
  const t = await getTranslations("apply.relation");
  const offered = relationsFor(draft.answers, draft.ownerKind);
  return (
    <RadioField
      heading
      name="relation"
      label={t("question")}
      options={offered.map((value) => ({ value, label: t(`options.${value}`) }))}
      defaultValue={draft.answers.relation?.relation}
    />
  );
}

/** The child's portal may be used by both parents: a saved number is never shown whole again. */
async function NumberFields({ draft }: Asking) {
  const t = await getTranslations("apply.number");
  const saved = draft.answers.number?.number;
  return (
    <>
      <TextField
        heading
        name="number"
        label={t("question")}
        hint={saved ? `${t("hint")} ${t("saved", { number: maskNumber(saved) })}` : t("hint")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        size={14}
        maxLength={20}
      />
      <p className="hint">{t("why")}</p>
    </>
  );
}

async function MobileFields({ draft }: Asking) {
  const t = await getTranslations("apply.mobile");
  return (
    <TextField
      heading
      name="mobile"
      label={t("question")}
      hint={t("hint")}
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      size={16}
      defaultValue={draft.answers.mobile?.mobile}
    />
  );
}

async function EmailFields({ draft }: Asking) {
  const t = await getTranslations("apply.email");
  return (
    <TextField
      heading
      name="email"
      label={t("question")}
      hint={t("hint")}
      type="email"
      inputMode="email"
      autoComplete="email"
      spellCheck={false}
      defaultValue={draft.answers.email?.email}
    />
  );
}

async function PaperFields({ draft }: Asking) {
  const t = await getTranslations("apply.paper");
  const saved = draft.answers.paper;
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p>{t("lead")}</p>
      <RadioField
        name="kind"
        label={t("kind")}
        options={documentKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        defaultValue={saved?.kind}
      />
      <TextField
        name="issuer"
        label={t("issuer")}
        hint={t("issuerHint")}
        defaultValue={saved?.issuer}
      />
      <TextField name="number" label={t("number")} defaultValue={saved?.number} />
      <TextField name="issuedOn" label={t("issuedOn")} type="date" defaultValue={saved?.issuedOn} />
      <TextField
        name="expiresOn"
        label={t("expiresOn")}
        type="date"
        defaultValue={saved?.expiresOn}
      />
    </>
  );
}

async function SecondFields({ draft }: Asking) {
  const [t, relation] = await Promise.all([
    getTranslations("apply.second"),
    getTranslations("apply.relation.options"),
  ]);
  const saved = draft.answers.second;
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p>{t("lead")}</p>
      <TextField
        name="name"
        label={t("name")}
        autoComplete="off"
        spellCheck={false}
        defaultValue={saved?.name}
      />
      <SelectField
        name="relation"
        label={t("relation")}
        empty=""
        options={parentRelations.map((value) => ({ value, label: relation(value) }))}
        defaultValue={saved?.relation}
      />
      <TextField
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        defaultValue={saved?.email}
      />
    </>
  );
}
