# the machine draws, people move homes, and what is out of limits is not adopted
cast   | mo secretary@village | zhou cadre@village | yang visitor
hamlet | 东坡 5 x 6 | 0 0
hamlet | 西湾 5 x 6 | 300 0
2026-03-02 09:00 | yang | draw @village: | refused NO_POWER
2026-03-02 09:10 | zhou | draw @village: | drawn 2
2026-03-02 09:20 | zhou | adopt @village: | refused NO_POWER
2026-03-02 09:30 | zhou | move @village: homes="东坡4 东坡5" to=西湾1 | drawn 2
2026-03-02 09:40 | mo   | adopt @village: | refused OUT_OF_LIMITS
2026-03-02 09:50 | zhou | undo @village: | drawn 2
2026-03-02 09:52 | zhou | redo @village: | drawn 2
2026-03-02 09:53 | mo   | adopt @village: | refused OUT_OF_LIMITS
2026-03-02 09:54 | zhou | undo @village: | drawn 2
2026-03-02 09:55 | zhou | undo @village: | refused NOTHING_TO_UNDO
2026-03-02 10:00 | mo   | adopt @village: | 东坡1 beside 东坡5; 东坡5 apart 西湾1; 西湾1 beside 西湾5
2026-03-02 10:10 | zhou | move @village: homes=东坡5 to=西湾1 | refused CLOSED

# a partition takes effect on its day; until then the courtyards are as they were
cast   | mo secretary@village | zhou cadre@village
hamlet | 东坡 5 x 6 | 0 0
hamlet | 西湾 5 x 6 | 300 0
2026-03-02 09:00 | zhou | draw @village: | drawn 2
2026-03-02 09:10 | mo   | adopt @village: since=2026-03-01 | refused DAY_PASSED
2026-03-02 09:20 | mo   | adopt @village: since=2026-04-01 | 东坡1 apart 东坡5
2026-04-01 09:00 | zhou | draw @village: | 东坡1 beside 东坡5; 东坡1 apart 西湾1

# forty-five households behind one door: no partition, and why
cast   | zhou cadre@village
hamlet | 安置楼 1 x 45 | 0 0
2026-03-02 09:00 | zhou | draw @village: | refused IMPOSSIBLE
