/**
 * Characters that are one and the same in another shape (異體字), first the usual one. Only shapes:
 * 佑 and 祐, or 杰 and 傑, are different names, and a person decides about those (R8).
 */
const groups =
  "台臺 峰峯 群羣 裡裏 恆恒 啟啓 衛衞 雞鷄 繡綉 溫温 黃黄 高髙 吳吴呉 真眞 教敎 清淸 青靑 為爲 偽僞 " +
  "強强 錄録 綠緑 淨凈净 涼凉 污汙 煙烟 貓猫 冊册 珍珎 寶寳 秋秌 遙遥 搖摇 瑤瑶 姬姫 敘敍叙 晉晋 曾曽 " +
  "歲嵗歳 產産 顏顔 彥彦 虛虚 戶户戸 脫脱 說説 悅悦 銳鋭 稅税 鎮鎭 慎愼 填塡 絕絶 別别 呂吕 宮宫 德徳 " +
  "蔥葱 窗窓 內内 吞呑 秘祕 祿禄 羨羡 莊荘 蔣蒋 將将 獎奬 郎郞 即卽 既旣 概槪 賴頼 瀨瀬 靜静 爭争 黑黒 " +
  "鬱欝 鑑鑒 鉤鈎 鏽銹 鄰隣 村邨 躲躱 踴踊 贊賛 賓賔 豔艷艶 眾衆 蘊藴 鋪舖 館舘 妝粧 粽糉 略畧 癡痴 " +
  "瓶甁 濱濵 滿満 潛潜 況况 決决 沖冲 棲栖 柏栢 查査 杯盃 敕勅 舉擧 拿拏 廚厨 廈厦 床牀 崑崐 崙崘 島嶋 " +
  "姪侄 奧奥 嘗甞 唇脣 卻却 勗勖 劍劎劒 剎刹 凜凛 冰氷 兔兎 修俢 侯矦 亙亘 乘乗 鳳鳯 鶯鴬 麵麪 橫横 禪禅 " +
  "廄廐 曆暦 歷歴 毓㲌 淚泪 畫畵 研硏 稟禀 穎頴 糧粮 纖繊 著着 隸隷 隱隠 雜襍 韻韵";

/** From the unusual shape to the usual one. */
export const usualShape: ReadonlyMap<string, string> = new Map(
  groups.split(" ").flatMap((group) => {
    const [usual, ...others] = [...group];
    return others.filter((other) => other !== usual).map((other) => [other, usual!] as const);
  }),
);
