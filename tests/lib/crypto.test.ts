import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");

/** The module as a process with these keys has it; settings are read once a process. */
async function withKeys(ring: string) {
  vi.resetModules();
  vi.stubEnv("PERSONAL_DATA_KEYS", ring);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  return import("@/lib/crypto");
}
afterEach(() => vi.unstubAllEnvs());

const {
  blindIndex,
  canonical,
  idOfLinkToken,
  linkToken,
  open,
  openText,
  seal,
  sealText,
  sixDigits,
} = await withKeys(`a:${key(2)}`);

const id = "7b5f1c7e-2a90-4f5e-9c7a-3a1d6a4f0c11";
const context = `accounts.number:${id}`;

test("what is sealed for a place opens there, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const plain = Buffer.from(bytes);
      expect(open(seal(plain, context), context).equals(plain)).toBe(true);
    }),
  );
  expect(openText(sealText("王小明 𠮷", context), context)).toBe("王小明 𠮷");
});

test("a value moved to another row, column or table does not open", () => {
  const sealed = sealText("A123456789", context);
  for (const elsewhere of [
    "accounts.number:00000000-0000-4000-8000-000000000000",
    `accounts.email:${id}`,
    `applications.number:${id}`,
    "",
  ]) {
    expect(() => open(sealed, elsewhere)).toThrow();
  }
});

test("a value of which any one byte was changed does not open", () => {
  const sealed = sealText("A123456789", context);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => open(changed, context), `byte ${at}`).toThrow();
  }
});

test.each(["A123456789", ""])("a value (%j) cut short anywhere does not open", (plain) => {
  const sealed = sealText(plain, context);
  for (let length = 0; length < sealed.length; length++) {
    expect(() => open(sealed.subarray(0, length), context), `${length} bytes`).toThrow();
  }
});

test("sealing the same twice looks different, and shows nothing of the text", () => {
  const [one, two] = [sealText("A123456789", context), sealText("A123456789", context)];
  expect(one.equals(two)).toBe(false);
  expect(one.toString("latin1")).not.toContain("A123456789");
});

test("a new first key seals from now on, and the old one still opens what it sealed", async () => {
  const old = sealText("A123456789", context);
  const turned = await withKeys(`b:${key(9)},a:${key(2)}`);
  expect(turned.openText(old, context)).toBe("A123456789");
  const fresh = turned.sealText("A123456789", context);
  expect(fresh.subarray(0, 2).toString()).toBe("\u0001b");
  expect(() => openText(fresh, context)).toThrow("PERSONAL_DATA_KEYS");

  const retired = await withKeys(`b:${key(9)}`);
  expect(() => retired.openText(old, context)).toThrow("PERSONAL_DATA_KEYS");
  expect(retired.openText(fresh, context)).toBe("A123456789");
});

test("the same key under another name does not open", async () => {
  const sealed = sealText("A123456789", context);
  const other = await withKeys(`c:${key(2)}`);
  expect(() => other.openText(sealed, context)).toThrow();
});

test("a blind index finds the same text of the same kind again, and no other", () => {
  expect(blindIndex("person", "A123456789")).toEqual(blindIndex("person", "A123456789"));
  expect(blindIndex("person", "A123456789")).not.toEqual(blindIndex("person", "A123456788"));
  expect(blindIndex("person", "0912345678")).not.toEqual(blindIndex("mobile", "0912345678"));
  expect(blindIndex("person", "")).toHaveLength(32);
});

test("a mailed link leads back to its row, for its purpose only", () => {
  fc.assert(
    fc.property(fc.uuid(), (row) => {
      const token = linkToken("activation", row);
      expect(token).toMatch(/^[\w-]{46}$/);
      expect(idOfLinkToken("activation", token)).toBe(row);
      expect(idOfLinkToken("invitation", token)).toBeUndefined();
    }),
  );
});

test("a mailed link changed in any character, or invented, leads nowhere", () => {
  const token = linkToken("activation", id);
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
  for (let at = 0; at < token.length; at++) {
    for (const letter of letters) {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      const led = idOfLinkToken("activation", changed);
      // The last character carries four bits that no byte is made of.
      if (led) expect(Buffer.from(changed, "base64url")).toEqual(Buffer.from(token, "base64url"));
    }
  }
  for (const invented of ["", "a", "%", token.slice(1), `${token}AAAA`, "A".repeat(46)]) {
    expect(idOfLinkToken("activation", invented)).toBeUndefined();
  }
});

test("a code is always six digits, the same for its row, another for another purpose", () => {
  fc.assert(
    fc.property(fc.uuid(), (row) => {
      expect(sixDigits("email-code", row)).toMatch(/^\d{6}$/);
      expect(sixDigits("email-code", row)).toBe(sixDigits("email-code", row));
    }),
  );
  expect(sixDigits("email-code", id)).not.toBe(sixDigits("other", id));
});

test("canonical text does not depend on the order of keys, and tells different values apart", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonical(turned)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonical({ b: 1, a: [{ d: null, c: undefined }] })).toBe('{"a":[{"d":null}],"b":1}');
  expect(canonical({ a: "1" })).not.toBe(canonical({ a: 1 }));
  expect(canonical(["a", "b"])).not.toBe(canonical(["a,b"]));
  expect(canonical(new Date(0))).toBe('"1970-01-01T00:00:00.000Z"');
});
