"""A text in plain signs, one for one, so that every place in it is the same place in the text as given.

Full-width digits and marks become their plain forms, odd spaces become spaces, and traditional characters become simplified
ones where they stand in numbers, measure words and the words that the rules know.
"""

from __future__ import annotations

import re

_TRADITIONAL = """
萬万 億亿 兩两 餘余 個个 項项 條条 場场 門门 戶户 幾几 數数 冊册 張张 輛辆 臺台 間间 棟栋 處处 塊块 畝亩 噸吨 頃顷
貳二 歲岁 屆届 週周 時时 鐘钟 號号 類类 種种 級级 節节 講讲 組组 隊队 員员 單单 約约 達达 過过 壓压 實实 現现 們们
優优 壹一 參叁 隻只 頭头 輪轮 會会 議议 審审 聽听 開开 專专 題题 調调 視视 檢检 執执 報报 聯联 繫系 協协 團团 體体
黨党 務务 選选 舉举 補补 罷罢 職职 權权 責责 產产 業业 經经 濟济 農农 鄉乡 鎮镇 區区 縣县 國国 東东 廣广 設设 構构
層层 點点 線线 絡络 網网 陣阵 訊讯 聞闻 記记 錄录 評评 價价 滿满 辦办 結结 覆复 復复 決决 見见 徵征 問问 發发 訪访
贈赠 資资 錢钱 動动 貧贫 養养 醫医 療疗 學学 習习 訓训 師师 書书 讀读 寫写 編编 製制 訂订 規规 範范 備备 檔档 總总
計计 劃划 預预 獲获 榮荣 獎奖 傳传 導导 領领 來来 邊边 還还 與与 為为 於于 從从 對对 應应 當当 後后 內内 裡里 這这
歷历 續续 連连 長长 終终 進进 歸归 離离 較较 減减 遞递 據据 擬拟 將将 爭争 創创 啟启 築筑 強强 態态 勢势 質质 確确
認认 識识 護护 衛卫 誠诚 貫贯 徹彻 統统 標标 誌志 軟软 鐵铁 橋桥 車车 電电 屬属 轉转 遊游 覽览 擊击 閱阅 載载 碼码
圖图 註注 幣币 圓元 兒儿 齡龄 婦妇 雙双 請请 談谈 論论 詢询 監监 測测
"""

_TABLE: dict[int, str | int] = {ord(pair[0]): pair[1] for pair in _TRADITIONAL.split()}
_TABLE |= {full: full - 0xFEE0 for full in range(0xFF10, 0xFF1A)}
_TABLE |= {
    ord(full): plain for full, plain in zip("，；：！？（）％＋．﹪／＜＞［］＂", ',;:!?()%+.%/<>[]"', strict=True)
}
_TABLE |= dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000), " ")
_TABLE |= {ord("\r"): "\n", 0x0B: "\n", 0x0C: "\n", 0x2028: "\n", 0x2029: "\n", ord("○"): "〇", ord("Ｏ"): "O"}

_BETWEEN_DIGITS = re.compile(r"(?<=[\d])，(?=[\d])")
"""A Chinese comma parts numbers (12，150件); only a plain one may part thousands."""


def plain(text: str) -> str:
    """The text in plain signs; of the same length."""
    return _BETWEEN_DIGITS.sub(";", text).translate(_TABLE)
