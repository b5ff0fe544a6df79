import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import {
  believeOnlyTrustedProxies,
  sourceAddress,
  sourcesAreBelieved,
} from "@/app/_server/source-address";

test("without a trusted proxy the socket is believed, whatever the visitor writes", () => {
  expect(sourceAddress("192.0.2.1", undefined, 0)).toBe("192.0.2.1");
  expect(sourceAddress("192.0.2.1", "6.6.6.6", 0)).toBe("192.0.2.1");
  expect(sourceAddress("192.0.2.1", "6.6.6.6, 7.7.7.7", 0)).toBe("192.0.2.1");
});

test("behind trusted proxies the address the outermost one saw is believed", () => {
  expect(sourceAddress("10.0.0.1", "192.0.2.1", 1)).toBe("192.0.2.1");
  expect(sourceAddress("10.0.0.1", "6.6.6.6, 192.0.2.1", 1)).toBe("192.0.2.1");
  expect(sourceAddress("10.0.0.1", "6.6.6.6, 192.0.2.1, 10.0.0.2", 2)).toBe("192.0.2.1");
  expect(sourceAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
});

test("where fewer proxies wrote than are trusted, nothing a visitor may have written is believed", () => {
  expect(sourceAddress("10.0.0.1", "6.6.6.6", 2)).toBe("10.0.0.1");
  expect(sourceAddress("10.0.0.1", "6.6.6.6, 7.7.7.7", 5)).toBe("10.0.0.1");
  expect(sourceAddress(undefined, "6.6.6.6", 2)).toBe("unknown");
});

test.each([
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["192.0.2.1:52000", "192.0.2.1"],
  ["[2001:db8::1]:52000", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["nonsense", "unknown"],
  ["", "unknown"],
])("%j is the address %s", (seen, address) => {
  expect(sourceAddress(seen, undefined, 0)).toBe(address);
});

test("a server's requests carry the believed address, not the one the visitor sent", async () => {
  expect(sourcesAreBelieved()).toBe(false);
  believeOnlyTrustedProxies(0);
  believeOnlyTrustedProxies(0);
  expect(sourcesAreBelieved()).toBe(true);

  const server = createServer((request, response) => {
    response.end(request.headers["x-forwarded-for"]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const headers = { "X-Forwarded-For": "6.6.6.6" };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(await answer.text()).toBe("127.0.0.1");
  await new Promise((resolve) => server.close(resolve));
});
