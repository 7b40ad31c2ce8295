const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token as servers hand them out; only its signature is nobody's. */
export const makeJwt = (expiresAtMs: number): string =>
  [
    encode({ alg: "HS256", typ: "JWT" }),
    encode({ sub: "keeper", exp: Math.floor(expiresAtMs / 1_000) }),
    Buffer.from("a signature of thirty-two bytes!").toString("base64url"),
  ].join(".");
