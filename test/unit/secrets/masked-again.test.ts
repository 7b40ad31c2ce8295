import { describe, expect, it } from "vitest";
import { createMasker } from "../../../src/secrets/masker.ts";
import { make, makeJwt } from "./corpus/make.ts";

const JWE = `eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.${make(40)}.${make(16)}.${make(20)}.${make(22)}`;

describe("what was masked before", () => {
  it.each([
    `{"x":"${makeJwt({ sub: "ada@x.test", exp: 1_767_225_600 })}"}`,
    `{"x":"${JWE}"}`,
    '[5,"mysecretticket9",{}]',
    "password=hunter2pw",
  ])("has nothing to mask: %s", (text) => {
    const once = createMasker().text(text, "message");
    expect(once).not.toBe(text);
    const again = createMasker();
    expect(again.text(once, "message")).toBe(once);
    expect(again.found()).toEqual([]);
  });

  it("has nothing to mask in bytes", () => {
    const bytes = Uint8Array.from(Buffer.from(`\n\x40${makeJwt({ sub: "ada@x.test", a: 1 })}`));
    const once = createMasker().bytes(bytes, "message");
    expect(once).not.toEqual(bytes);
    const again = createMasker();
    expect(again.bytes(once, "message")).toEqual(once);
    expect(again.found()).toEqual([]);
  });

  it("still loses claims whose signature alone was masked", () => {
    const [header, claims] = makeJwt({ email: "ada@x.test" }).split(".");
    const shown = createMasker().text(`${header}.${claims}.***3`, "message");
    expect(shown).not.toContain(claims);
  });

  it("keeps a subprotocol behind one that carries a token itself", () => {
    const offered = [`base64url.bearer.authorization.k8s.io.${make(12)}`, "v4.channel.k8s.io"];
    const once = createMasker().subprotocols(offered, "subprotocol");
    expect(once[1]).toBe("v4.channel.k8s.io");
    expect(createMasker().subprotocols(once, "subprotocol")).toEqual(once);
  });
});
