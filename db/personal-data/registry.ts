import { registryChecks, registryGate } from "../schema";
import { about, disposal } from "./register";

/** 戶役政線上查詢: what was asked and what came of it, never the household (B12). */
export const registryRegister = {
  registryChecks: about(registryChecks, {
    purpose: "one question to the household registry and its answer (四(四))",
    retention: "at least 5 years (R4)",
    erasedBy: disposal,
    columns: {
      id: "id",
      applicationId: "id",
      attempt: "none",
      askedAt: "none",
      answeredAt: "none",
      outcome: "trait",
      kind: ["trait", "the kind of relation the registry knows"],
      authority: ["trait", "whether parental authority goes with it"],
      applicantName: ["trait", "whether the names agree, not the name"],
      childName: ["trait", "whether the names agree, not the name"],
    },
  }),
  registryGate: about(registryGate, {
    purpose: "the budget of questions and the circuit breaker",
    retention: "one row, overwritten",
    erasedBy: { kept: "names nobody" },
    columns: {
      id: "none",
      permits: "none",
      refilledAt: "none",
      failuresInRow: "none",
      openUntil: "none",
    },
  }),
};
