import { getTranslations } from "next-intl/server";
import { RadioField, SelectField, TextField } from "@/app/_ui/fields";
import { PageTitle } from "@/app/_ui/page-title";
import type { TypedQuestion } from "@/commands/binding/save-answer";
import type { OpenedDraft } from "@/db/queries/drafts";
import type { Answers, Question } from "@/domain/binding/answers";
import { applicationModes, documentKinds, parentRelations } from "@/domain/binding/modes";
import { relationsFor } from "@/domain/binding/wizard";

/** `saved` gives an answer to fill in again, where this reader may see it. */
type Asking = { draft: OpenedDraft; saved: <Q extends Question>(question: Q) => Answers[Q] };

/** The fields of one typed question, filled in with what was saved. */
export function QuestionFields({ step, ...asking }: Asking & { step: TypedQuestion }) {
  const Fields = fields[step];
  return <Fields {...asking} />;
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

async function ModeFields({ saved }: Asking) {
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
      defaultValue={saved("mode")?.mode}
    />
  );
}

async function NameFields({ saved }: Asking) {
  const t = await getTranslations("apply.name");
  return (
    <TextField
      heading
      name="name"
      label={t("question")}
      hint={t("hint")}
      autoComplete="name"
      spellCheck={false}
      defaultValue={saved("name")?.name}
    />
  );
}

async function RelationFields({ draft, saved }: Asking) {
  const t = await getTranslations("apply.relation");
  const offered = relationsFor(draft.answers, draft.ownerKind);
  return (
    <RadioField
      heading
      name="relation"
      label={t("question")}
      options={offered.map((value) => ({ value, label: t(`options.${value}`) }))}
      defaultValue={saved("relation")?.relation}
    />
  );
}

async function NumberFields() {
  const t = await getTranslations("apply.number");
  return (
    <>
      <TextField
        heading
        name="number"
        label={t("question")}
        hint={t("hint")}
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

async function MobileFields({ saved }: Asking) {
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
      defaultValue={saved("mobile")?.mobile}
    />
  );
}

async function EmailFields({ saved }: Asking) {
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
      defaultValue={saved("email")?.email}
    />
  );
}

async function PaperFields({ saved }: Asking) {
  const t = await getTranslations("apply.paper");
  const paper = saved("paper");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p>{t("lead")}</p>
      <RadioField
        name="kind"
        label={t("kind")}
        options={documentKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        defaultValue={paper?.kind}
      />
      <TextField
        name="issuer"
        label={t("issuer")}
        hint={t("issuerHint")}
        defaultValue={paper?.issuer}
      />
      <TextField name="number" label={t("number")} defaultValue={paper?.number} />
      <TextField name="issuedOn" label={t("issuedOn")} type="date" defaultValue={paper?.issuedOn} />
      <TextField
        name="expiresOn"
        label={t("expiresOn")}
        type="date"
        defaultValue={paper?.expiresOn}
      />
    </>
  );
}

async function SecondFields({ saved }: Asking) {
  const [t, relation] = await Promise.all([
    getTranslations("apply.second"),
    getTranslations("apply.relation.options"),
  ]);
  const second = saved("second");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p>{t("lead")}</p>
      <TextField
        name="name"
        label={t("name")}
        autoComplete="off"
        spellCheck={false}
        defaultValue={second?.name}
      />
      <SelectField
        name="relation"
        label={t("relation")}
        empty=""
        options={parentRelations.map((value) => ({ value, label: relation(value) }))}
        defaultValue={second?.relation}
      />
      <TextField
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        defaultValue={second?.email}
      />
    </>
  );
}
