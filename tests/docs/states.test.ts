import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawings } from "../../scripts/states/drawings";

test.each(Object.entries(drawings))("the drawing of %s is what the code does", (name, drawing) => {
  expect(readFileSync(`docs/states/${name}.mmd`, "utf8")).toBe(drawing);
});
