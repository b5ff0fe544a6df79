import { auditEntries, auditSeals } from "../schema";
import { about } from "./register";

const kept = "append only by privilege; ids only, so that it may outlive what it tells of";

/** 稽核: who did what, and the seals over it. */
export const oversightRegister = {
  auditEntries: about(auditEntries, {
    purpose: "the trail (軌跡資料): who did what to which row, never names or numbers",
    retention: "at least 5 years (R4); archived with its seals, never thinned out",
    erasedBy: { kept },
    columns: {
      id: "none",
      at: "none",
      actorKind: "none",
      actorId: ["id", "who acted, under the own name (A4)"],
      action: "none",
      subjectId: ["id", "which row it happened to"],
      fromStatus: "trait",
      toStatus: "trait",
      procedureVersion: "none",
      detail: ["trait", "a word from a closed list"],
    },
  }),
  auditSeals: about(auditSeals, {
    purpose: "shows that no entry of the trail was changed",
    retention: "as long as the trail",
    erasedBy: { kept },
    columns: {
      id: "none",
      uptoEntryId: "none",
      entries: "none",
      previousSeal: "none",
      seal: "none",
      sealedAt: "none",
    },
  }),
};
