/**
 * What people choose when letters and digits are demanded: a short word before or after a run of
 * digits, in Taiwan often 注音 typed on a Latin keyboard (ji32k7au4a83 is 我的密碼).
 */
const words = new Set(
  (
    "a aa aaa ab abc abcd abcde abcdef abcdefg abcdefgh q qq qw qwe qwer qwert qwerty qwertyuiop " +
    "as asd asdf asdfg asdfgh asdfghjkl z zz zx zxc zxcv zxcvb zxcvbnm qaz qazwsx wsx edc x xx xxx " +
    "s ss d p pp b c e f g h i j k l m n o r t tw u v w y " +
    "pass password passwd passw word admin administrator root user guest test tester login welcome " +
    "hello letmein master secret change changeme default temp student students parent parents " +
    "school teacher child kids baby mother father mama papa mom dad family home love lover lovely " +
    "iloveyou loveyou woaini ilove happy lucky money angel dragon monkey sunshine princess " +
    "superman batman pokemon pikachu doraemon hellokitty kitty snoopy football baseball basketball " +
    "computer internet google gmail yahoo facebook line iphone apple samsung windows microsoft " +
    "taiwan taipei taibei formosa china roc taichung kaohsiung tainan taoyuan hsinchu keelung " +
    "chen lin huang zhang chang li wang wu liu tsai yang ming xiaoming january february march april " +
    "may june july august september october november december spring summer autumn winter"
  ).split(/\s+/),
);

const digitRuns =
  "01234567890123456789 98765432109876543210 13579 24680 147258369 159357 1029384756 11223344556677889900";
const luckyTails =
  "520 521 1314 5201314 5211314 1314520 3344 168 518 588 666 888 101 1688 5566 7788 12 11 1212 112233";

const whole = new Set(
  (
    "ji32k7au4a83 ji3g4go6 au4a83 su3cl3 su3cl35ji3 5j4ji3 ji394su3 vu04ru04 t503g4 1qaz2wsx " +
    "1qaz2wsx3edc 1qaz2wsx3edc4rfv 2wsx3edc 3edc4rfv zaq12wsx zaq1xsw2 xsw23edc 1q2w3e4r " +
    "1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 a1b2c3d4 a1b2c3d4e5 1a2b3c4d 1a2b3c4d5e aa11bb22 " +
    "a1s2d3f4 a1s2d3f4g5 z1x2c3v4 1qazxsw2 qwe123qwe abc123abc asd123asd 123abc123 123qwe123 " +
    "123qweasd 123qweasdzxc qwe123asd qwe123asd456 p@ssw0rd p@ssw0rd1 p@ssw0rd123 passw0rd " +
    "passw0rd1 passw0rd12 passw0rd123 pa55word1 pa55w0rd1 trustno1 iloveyou2 0okm9ijn 1234qwer " +
    "1234qwerasdf qwer1234asdf 12345qwert 1234abcd 123456abc 147258369a 789456123a"
  ).split(" "),
);

/** Whether a password is among the first that somebody else would try. */
export function isCommon(password: string): boolean {
  const bare = password.toLowerCase().replace(/^[\W_]+|[\W_]+$/g, "");
  if (whole.has(bare) || /^(.{1,6})\1+$/.test(bare)) return true;
  const [, before = "", digits = "", after = ""] = /^([a-z]*)(\d+)([a-z]*)$/.exec(bare) ?? [];
  return isPlain(digits) && [before, after].every((word) => word === "" || isWord(word));
}

const isWord = (word: string) => words.has(word) || /^(.{1,2})\1+$/.test(word);

/** A run along the keyboard, a repetition, a lucky number or a year. */
function isPlain(digits: string) {
  return (
    digits !== "" &&
    (digitRuns.includes(digits) ||
      /^(.{1,4})\1+$/.test(digits) ||
      luckyTails.split(" ").includes(digits) ||
      /^(19|20)\d\d$/.test(digits) ||
      digits.length === 1)
  );
}
