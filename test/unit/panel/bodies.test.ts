import { describe, expect, it } from "vitest";
import { jsonOf, viewsOf } from "../../../src/panel/body/body-views.ts";
import { decodePastedBase64 } from "../../../src/panel/body/decode-base64.ts";
import { diffLines } from "../../../src/panel/body/diff-lines.ts";
import {
  closeRow,
  openRow,
  parseForTree,
  pathOf,
  revealPath,
  rootRows,
  searchTree,
  showRest,
  type TreeRow,
} from "../../../src/panel/body/json-tree.ts";
import { pageCount, textPage } from "../../../src/panel/body/text-pages.ts";
import { copyAsCode } from "../../../src/panel/copy/copy-as-code.ts";
import { makeConnection, makeHandshake } from "../../builders.ts";

const lastOf = (rows: TreeRow[]) => rows.at(-1) as TreeRow;

describe("the JSON tree", () => {
  it("opens what is small and leaves what is large closed", () => {
    const rows = rootRows(parseForTree('{"a":{"b":[1,2]},"c":"x"}'));
    expect(rows.map(pathOf)).toEqual(["$", "$.a", "$.a.b", "$.a.b[0]", "$.a.b[1]", "$.c"]);
    expect(rootRows({ many: Array.from({ length: 100 }, (_, i) => i) })).toHaveLength(2);
  });

  it("closes and opens a branch with all that is below it", () => {
    const rows = rootRows({ a: { b: { c: 1 } }, d: 2 });
    const closed = closeRow(rows, 1);
    expect(closed.map(pathOf)).toEqual(["$", "$.a", "$.d"]);
    expect(openRow(closed, 1).map(pathOf)).toEqual(["$", "$.a", "$.a.b", "$.d"]);
  });

  it("shows long lists piece by piece", () => {
    const rows = rootRows(Array.from({ length: 1_200 }, (_, i) => i));
    expect(rows).toHaveLength(502);
    const more = showRest(rows, 501);
    expect(pathOf(more[501] as TreeRow)).toBe("$[500]");
    expect(lastOf(showRest(more, 1_001)).value).toBe(1_199);
  });

  it("writes paths as JavaScript would", () => {
    const rows = rootRows(parseForTree('{"a b":[{"ok":1}]}'));
    expect(pathOf(lastOf(rows))).toBe('$["a b"][0].ok');
  });

  it("finds names and values, and opens all that leads to one", () => {
    const root = { list: Array.from({ length: 900 }, (_, i) => ({ id: `n${i}` })) };
    const found = searchTree(root, "N777", 10);
    expect(found).toEqual([["list", 777, "id"]]);
    const { rows, index } = revealPath(rootRows(root), found[0] ?? []);
    expect(pathOf(rows[index] as TreeRow)).toBe("$.list[777].id");
    expect(searchTree(root, "id", 3)).toHaveLength(3);
  });

  it("stands 10,000 levels, with long numbers at the bottom", () => {
    const depth = 10_000;
    const root = parseForTree(`${"[".repeat(depth)}12345678901234567890${"]".repeat(depth)}`);
    const [path] = searchTree(root, "12345", 1);
    expect(path).toHaveLength(depth);
    const { rows, index } = revealPath(rootRows(root), path ?? []);
    expect(rows[index]?.depth).toBe(depth);
  });

  it("says where a text is no JSON", () => {
    expect(parseForTree('{"a":')).toBeUndefined();
  });
});

describe("the views of a body", () => {
  it("depend on what it is", () => {
    expect(viewsOf('{"a":1}')[0]).toBe("tree");
    expect(viewsOf("hello")).toEqual(["text", "hex"]);
    expect(viewsOf("aGVsbG8gd29ybGQh")).toContain("base64");
    expect(viewsOf(Uint8Array.of(1))).toEqual(["hex", "text"]);
    // {"a": 2^64 - 1} in MessagePack.
    const packed = Uint8Array.of(0x81, 0xa1, 0x61, 0xcf, ...Array<number>(8).fill(255));
    expect(viewsOf(packed)).toEqual(["tree", "json", "hex", "text"]);
    expect(jsonOf(packed)).toBe('{"a":18446744073709551615}');
    expect(viewsOf(`[${" ".repeat(2_000_000)}]`)).not.toContain("json");
  });

  it("take nothing for base64 that is not", () => {
    expect(decodePastedBase64("aGVsbG8gd29ybGQh")).toHaveLength(12);
    for (const text of ["aGVsbG8gd29ybGQ!", "aGVsbG8gd29ybGQhx", "", "====", "\ud800aaa"]) {
      expect(decodePastedBase64(text)).toBeNull();
    }
  });
});

describe("pages of a long text", () => {
  it("hold all of it, break endless lines, and part no pair of surrogates", () => {
    const text = `x${"😀".repeat(100_000)}`;
    const pages = Array.from({ length: pageCount(text) }, (_, page) => textPage(text, page));
    expect(pages.join("").replaceAll("\n", "")).toBe(text);
    for (const page of pages) {
      expect(page).not.toMatch(/\p{Cs}/u);
      for (const line of page.split("\n")) expect(line.length).toBeLessThan(2_010);
    }
  });

  it("are one where the text is short or empty", () => {
    expect([pageCount(""), textPage("", 0)]).toEqual([1, ""]);
  });
});

describe("differences", () => {
  const words = (before: string, after: string) =>
    diffLines(before.split(" "), after.split(" "))
      .map(({ kind, text }) => ({ same: "", removed: "-", added: "+" })[kind] + text)
      .join(" ");

  it("are told line by line", () => {
    expect(words("a b c d", "a x c d e")).toBe("a -b +x c d +e");
    expect(words("a b", "a b")).toBe("a b");
    expect(words("a a", "a")).toBe("a -a");
  });

  it("stay quick where two long texts have nothing in common", () => {
    const long = (word: string) => Array.from({ length: 5_000 }, (_, i) => word + i);
    expect(diffLines(long("a"), long("b"))).toHaveLength(10_000);
  });
});

describe("copying as code", () => {
  const connection = makeConnection({
    url: "wss://api.example.com/live?room=1&token=abcdefgh12345678XYZ",
    protocols: ["chat"],
    handshake: makeHandshake({
      requestHeaders: [
        { name: "Origin", value: "https://app.example.com" },
        { name: "Cookie", value: "sid=secret" },
        { name: "Sec-WebSocket-Key", value: "abc" },
      ],
    }),
  });
  const code = (kind: Parameters<typeof copyAsCode>[0], text: string | null, secrets = false) =>
    copyAsCode(kind, connection, text === null ? null : { body: text, isCut: false }, secrets);

  it("masks secrets unless it is asked not to", () => {
    for (const kind of ["javascript", "websocat", "wscat", "curl"] as const) {
      expect(code(kind, null)).not.toMatch(/abcdefgh|sid=secret/);
      expect(code(kind, null, true)).toContain("abcdefgh12345678XYZ");
    }
    expect(code("curl", null, true)).toContain("Cookie: sid=secret");
  });

  it("writes what each tool wants", () => {
    expect(code("javascript", '{"a":1}')).toContain('socket.send("{\\"a\\":1}")');
    expect(code("websocat", "hi", true)).toMatch(/^printf %s 'hi' \| websocat -n/);
    expect(code("wscat", "hi")).toContain("-s 'chat'");
    const curl = code("curl", "hi", true);
    expect(curl).toContain("'https://api.example.com/live?room=1");
    expect(curl).toContain("-H 'Origin: https://app.example.com'");
    expect(curl).not.toContain("Sec-WebSocket-Key: abc");
  });

  it("says binary messages as bytes, where the tool can", () => {
    const bytes = { body: Uint8Array.of(0, 127, 255), isCut: false };
    expect(copyAsCode("javascript", connection, bytes, false)).toContain(
      "socket.send(new Uint8Array([0, 127, 255]))",
    );
    expect(copyAsCode("websocat", connection, bytes, false)).toMatch(
      /printf %s 'bAH\/\/' \| websocat -n --binary-prefix=b --base64/,
    );
    const wscat = copyAsCode("wscat", connection, bytes, false);
    expect(wscat).toMatch(/^# wscat sends no binary messages: this only opens\.\nwscat/);
    expect(wscat).not.toContain("-x");
  });

  it("says in a comment that a message is not whole", () => {
    const cut = { body: '{"a":', isCut: true };
    expect(copyAsCode("javascript", connection, cut, false)).toMatch(/^\/\/ Only the beginning/);
    for (const kind of ["websocat", "wscat"] as const) {
      expect(copyAsCode(kind, connection, cut, false)).toMatch(/^# Only the beginning/);
    }
  });

  it("lets no message leave its quotes in a shell", () => {
    expect(code("wscat", "it's $(rm)", true)).toContain("-x 'it'\\''s $(rm)'");
  });
});
