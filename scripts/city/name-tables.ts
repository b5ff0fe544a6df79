/** Surnames as common as they are in Taiwan: each line is as frequent as its number says. */
export const surnames: readonly (readonly [string, number])[] = [
  ["陳", 110],
  ["林", 83],
  ["黃", 60],
  ["張", 53],
  ["李", 51],
  ["王", 41],
  ["吳", 40],
  ["劉", 32],
  ["蔡", 29],
  ["楊", 27],
  ...among(14, "許鄭謝洪郭邱曾廖賴徐周葉"),
  ...among(7, "蘇莊江呂何羅高潘蕭簡朱鍾彭游詹胡施沈"),
  ...among(3, "余趙盧梁顏柯翁魏孫戴范方宋鄧杜侯傅曹薛丁卓阮馬董唐溫藍蔣石古紀姚連馮歐程湯"),
  ...among(1, "黎田康姜白汪鄒尤巫涂鐘龔嚴韓袁金童陸夏柳凃邵錢伍倪于譚駱熊任甘秦顧毛章史官萬俞雷"),
  ["歐陽", 0.6],
  ["張簡", 0.6],
  ["范姜", 0.4],
  ["司徒", 0.1],
  ["上官", 0.1],
  ["諸葛", 0.1],
];

/** First and second characters of given names, by generation and sex. */
export const givenParts = {
  adultMale: {
    first: [..."志家俊建明宗文國冠信政柏嘉彥偉智哲宏正仁瑞鴻英裕銘世育維振弘慶博勝書承子孟士"],
    second: [..."豪明宏傑偉銘賢翰文仁成德榮雄弘霖誠輝修維達毅隆廷昌源龍鴻安佑祥凱儒瑋慶哲中"],
  },
  adultFemale: {
    first: [..."雅怡淑美佳惠欣靜麗玉秀婉佩慧詩思筱玫郁姿馨曉莉珮鈺宜心若依貞芳孟育文書素春瓊"],
    second: [..."婷君芬玲惠珍如雯琪萍娟慧芳蓉華卿鈴貞瑜儀文茹茵伶穎雅倩珊霞潔琳嫻瑩秋敏庭容"],
  },
  childMale: {
    first: [..."承宥品子柏冠宇睿奕彥威廷恩旭翊智允哲浩家竣士煜昱禹樂楷博鈞晉致紹祐仲孟辰"],
    second: [..."恩廷睿翰宇軒安辰霖叡諺齊勳佑曜凱均樂淵亦安謙澤堯呈展碩維愷丞勛杰綸熙緯宏"],
  },
  childFemale: {
    first: [..."品子詠語宥芷羽若妍恩心思采郁沛苡昕可佳昀筠予苓宜禹梓映婕姿亭薇靖雨玥樂棠"],
    second: [..."妍晴涵彤瑄安恩潔蓁芸萱霏庭瑜柔寧樂媛昕穎凌筑翎岑蕎渝琪曦緹朵菲嫣螢甯芯語"],
  },
} as const;

/** People everybody knows; an invented person never bears such a name. */
export const wellKnown: ReadonlySet<string> = new Set(
  (
    "林俊傑 王建民 林書豪 陳建仁 王力宏 吳宗憲 黃國昌 陳偉殷 林志玲 郭台銘 周杰倫 蔡英文 馬英九 賴清德 " +
    "柯文哲 侯友宜 張惠妹 蔡依林 周子瑜 戴資穎 郭婞淳 盧彥勳 林佳龍 鄭文燦 朱立倫 韓國瑜 蔣萬安 陳文茜 " +
    "李國修 吳建豪 林宥嘉 蕭敬騰 陳建州 王金平 宋楚瑜 陳其邁 黃偉哲 盧秀燕 張善政 林心如 許瑋甯 李明博"
  ).split(" "),
);

/** Given names with characters many systems lack, from the Han extensions on. */
export const rareGiven = [
  "𡟯君",
  "𠄎安",
  "𤧚妤",
  "𨧨銘",
  "𡍼恩",
  "彣𦭜",
  "品𡝗",
  "喆𨩰",
  "𠅨宏",
  "堃𤤴",
];

/** Names of indigenous people, given and family name apart by a dot. */
export const indigenousNames = [
  "巴奈‧古木",
  "馬躍‧谷暮",
  "里慕伊‧瓦旦",
  "尤瑪‧比令",
  "伊斯坦大‧畢馬",
  "撒韵‧武荖",
  "古穆‧達道",
  "阿妮‧拉瓦克",
];

/** As they stand on residence permits (居留證). */
export const foreignNames = {
  female: [
    "NGUYEN THI LAN",
    "TRAN THI HOA",
    "LE THI THU HA",
    "PHAM THI NGOC",
    "VO THI KIM CHI",
    "SITI AMINAH",
    "DEWI LESTARI",
    "MARIA CRISTINA REYES",
    "JOSEFINA CRUZ",
    "SOMCHAI MALEE",
    "TANAKA YUKI",
    "KIM SOO AH",
    "ANDERSSON EMMA",
    "DUBOIS CLAIRE",
    "O'BRIEN ANNE-MARIE",
  ],
  male: [
    "NGUYEN VAN HUNG",
    "TRAN QUOC BAO",
    "AHMAD FAUZI",
    "JOSE MARIA SANTOS",
    "SATO KENJI",
    "PARK MIN JUN",
    "MILLER JAMES EDWARD",
    "SCHNEIDER LUKAS",
    "ROSSI MARCO",
    "SINGH HARPREET",
  ],
} as const;

/** Vietnamese names, the commonest among foreign parents, put together from their parts. */
export const vietnamese = {
  family: "NGUYEN TRAN LE PHAM HOANG HUYNH VO DANG BUI DO NGO DUONG".split(" "),
  female: "LAN HOA HA NGOC HUONG MAI THU TRANG LINH HONG DIEM LOAN YEN THAO PHUONG NGA".split(" "),
  male: "HUNG BAO DUNG MINH TUAN KHANH LONG HAI NAM PHUC QUAN SON THANH VIET".split(" "),
} as const;

/** People of one name, as is usual in Indonesia and southern India. */
export const singleNames = {
  female: ["SUPARTI", "WATI", "SULASTRI", "PUTRI"],
  male: ["SUKARDI", "BUDI", "MURUGAN", "WAHYU"],
} as const;

function among(weight: number, characters: string) {
  return [...characters].map((character) => [character, weight] as const);
}
