/** Rows of words under each other, aligned also where a Chinese character takes two columns. */
export function columns(rows, gap = "  ") {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => width(row[at]))));
  return rows
    .map((row) => row.map((cell, at) => cell + " ".repeat(widths[at] - width(cell))).join(gap))
    .map((line) => line.trimEnd())
    .join("\n");
}

const width = (text) => [...text].reduce((sum, sign) => sum + (isWide(sign) ? 2 : 1), 0);

const isWide = (sign) =>
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u.test(
    sign,
  );
