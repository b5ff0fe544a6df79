import { cardServices, consentAnswers, consentTexts, signatures } from "../schema";
import { about, asLongAsTheForms, disposal } from "./register";

/** 個資授權同意書: which text, which answer, whose signature. */
export const consentRegister = {
  consentTexts: about(consentTexts, {
    purpose: "the texts parents agree to, by version (A2)",
    retention: "for good",
    erasedBy: { kept: "a published text is evidence and names nobody" },
    columns: {
      id: "none",
      kind: "none",
      version: "none",
      locale: "none",
      title: "none",
      blocks: "none",
      agreeLabel: "none",
      refuseLabel: "none",
      hash: "none",
      publishedAt: "none",
    },
  }),
  consentAnswers: about(consentAnswers, {
    purpose: "an explicit yes or no to one version (A15, 個資法 §7)",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "id",
      textId: "none",
      studentId: "id",
      ownerKind: "none",
      ownerId: ["id", "who answered"],
      agreed: "evidence",
      answeredAt: "evidence",
      address: ["contact", "where the answer came from, as proof"],
      agent: ["trait", "which browser it came from, as proof"],
    },
  }),
  signatures: about(signatures, {
    purpose: "the online signature (線上簽名), bound to text and form",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "id",
      subjectKind: "none",
      subjectId: ["id", "what was signed"],
      manner: "none",
      contentCipher: ["evidence", "the typed name or the drawn strokes; encrypted"],
      textId: "none",
      textHash: "evidence",
      formHash: ["evidence", "shows what was read when it was signed"],
      signedAt: "evidence",
      address: ["contact", "where it was signed, as proof"],
      agent: ["trait", "with which browser, as proof"],
    },
  }),
  cardServices: about(cardServices, {
    purpose: "the student-card service (學生證多元功能開通服務), opened or declined",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "id",
      studentId: "id",
      answerId: "id",
      opened: "trait",
      decidedAt: "none",
    },
  }),
};
