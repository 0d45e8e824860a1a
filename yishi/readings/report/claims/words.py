"""Words by which the rules tell figures from what only looks like one: general words of official Chinese, by what they do."""

from __future__ import annotations

import re


def either(words: str) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True)) + ")"


NEAR_BEFORE = "近 约 逾 超 超过 突破 将近 大约 接近 约计 约为 约占 近乎 逼近"
NEAR_AFTER = "以上 左右 上下 以下 之多 多"

MAKING = """
建立 成立 组建 设立 新建 新增 建成 出台 制定 制发 修订 修改 编印 编写 编发 编纂 印发 印制 形成 打造 选派 选聘 聘请
聘任 任命 任免 补选 选举 确定 举办 开展 召开 组织 完成 提交 提出 收到 收集 征集 接待 走访 慰问 捐赠 评选 表彰 开设
开通 发放 发出 转交 转办 交办 督办 解决 化解 审查 审议 审结 听取 作出 通过 视察 调研 检查 创建 增设 撤销 增加 承办
立案 办理 办结 报送 上报 撰写 刊发 刊登 发表 培训 培养 命名 授予 梳理 分解 细化 查处 发现 整改 荣获 获得 评为 举行
承接 主办 配备 遴选 推荐 推出 推选 认领 领办 实施 建有 设有 现有 共有 拥有 下设 成功 罢免 免去 接受 辞去 吸纳 发展
招募 联合 邀请 会同 分为 分成 成果 出版 拍摄 制作 录制 挂牌 授牌 落成 启动 实现 筹集 募集 引进 落实资金 开办 选取 选定
选出 抽取 抽查 组成 派出 派驻 深入 前往 赴 走进 服务 帮扶 资助 救助 结对 包联 联系 收回 收缴 追回 受理 评议 测评 询问
约谈 曝光 推广 遴选出 汇编 清理 废止 修正 宣讲
"""
"""Verbs whose object is made, done or met: a number right after one counts."""

ABSTRACT = """
方面 环节 层面 维度 关系 主题 主线 原则 目标 导向 意识 自信 维护 确立 阶段 转变 坚持 统一 结合 关键 抓手 优势 先行
时期 板块 领域 格局 重点 难点 要点 特点 突出 特色 文章 作用 精神 要求 定位 任务 标准 文明 更加 重大 主要 问题 转型
提升 强化 聚焦 注重 着力 围绕 到位 确保 牢牢 必须 务必 全面 大局 大事 步骤 层次 梯度 支柱 引擎 轮子 翅膀 臂膀 高地
台阶 突破 跨越 战略 战役 攻坚 行动 工程 规划 计划 体系 百年 世界 字诀 法宝 历史 深刻 根本 坐标 统筹 融合 能力 素质
底线 红线 理念 思维 使命 责任担当 课题 大会战 中心 大考 场景 高度 角度 尺度 力度
"""
"""What a slogan or a division of thought counts: no records are behind such a number."""

ABSTRACT_AT_ONCE = "字 步 大 好 不 要 心 点 面 线 化 性 强 新 高 优 先 事 关 力 度 区 路 头"
"""The same as single signs right after a measure word (三个不, 四个好)."""

INSTANCES = """
议题 课题 专题 选题 题目 报告 小组 支部 党支部 专委会 专门委员会 委室 工委 工作组 检查组 调研组 督导组 督查组 考察团
联络站 联络点 工作站 协商驿站 镇 乡 村 街道 社区 企业 单位 部门 界别 文件 办法 决议 决定 清单 案例 作品 奖项 奖 培训班
研讨班 会场 分会场 项目 提案 议案 案件 案子 活动 调研 视察 试点 党组 区县 县区 城市 省市 国家 代表团 代表小组 分党组
集体 个人 品牌栏目 栏目 专栏 网站 公众号 微信群 读书群 责任清单 题库 制度文件 工作制度 工作规则 实施意见 指导意见
操作规范 法规 地方性法规 条例草案 规范性文件 审议意见 建议案 调研报告 协商会 座谈会 现场会 推进会 交流会 讲座 论坛
展览 书画展 比赛 竞赛 点位 地块 片区 楼盘 小区 学校 医院 养老院 园区 景区 河道 路段
"""
"""What is met or made one by one: a Chinese numeral before its measure word counts whatever the verb."""

SPANNING = "连续 为期 历时 一盯 长达 持续 历经 用时 耗时 连任 蹲点 驻点 集中 脱产 缩短 压缩 提前 超期 平均 累计"
"""A length of time after one of these is a figure; elsewhere it dates something."""

SPANNING_MONTHS = "实施 运行 开展 坚持 用了 仅用 利用 试行 奋战"
"""The same for months, weeks and days only: 实施五年 dates, 实施五个月 measures."""

PLACES = "阵地 站 点 平台 网络 载体 矩阵 布局 基地 之家 室 堂 厅 中心 议事会 履职圈 委员家"
"""What stands in systems of places written 1+9+58."""

PERSONS = """
选民 群众 代表 委员 人口 居民 村民 党员 干部 学生 职工 市民 市民群众 志愿者 师生 农民 观众 网民 人民群众 各级代表
人大代表 政协委员 参与者 百姓 农户
"""
BODIES = """
镇街 乡镇街道 街镇 省区市 省市 县市区 市县 街道 社区 村 部门 单位 企业 乡镇 镇 区县 县区 村居 项目 站点 学校 国家 问题
家企业 岗位 点位 户籍
"""
MONEYED = """
投资 资金 投入 捐款 捐资 捐赠 金额 经费 贷款 补助 拨付 争取 筹集 支出 收入 预算 债券 款物 善款 价值 税收 产值 营收
折合 帮扶资金
"""
