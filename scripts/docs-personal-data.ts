import { writeFileSync } from "node:fs";
import { personalDataDocument } from "./personal-data/document";

writeFileSync("docs/personal-data.md", personalDataDocument());
console.log("drew docs/personal-data.md");
