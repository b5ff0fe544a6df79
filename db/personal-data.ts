import { accountRegister } from "./personal-data/account";
import { bindingRegister } from "./personal-data/binding";
import { consentRegister } from "./personal-data/consent";
import { exchangeRegister } from "./personal-data/exchange";
import { oversightRegister } from "./personal-data/oversight";
import { registryRegister } from "./personal-data/registry";
import { rosterRegister } from "./personal-data/roster";

/**
 * The register of personal data (個人資料檔案清冊, 個資法 §3, §8, §11): every column of every table,
 * by section. `docs/personal-data.md` is drawn from it.
 */
export const personalData = {
  roster: rosterRegister,
  consent: consentRegister,
  binding: bindingRegister,
  registry: registryRegister,
  exchange: exchangeRegister,
  account: accountRegister,
  oversight: oversightRegister,
} as const;
