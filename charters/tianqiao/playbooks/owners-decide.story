# carried by number and by area; at first one owner short, then a little area short
cast | wang visitor | chair chair:owners-assembly | clerk clerk@village | zhao resident
owns | wang | 310.00
owns | 业主{} x 4 | 150.00
owns | 业主4 | 0.01
owns | 业主{} x 1 | 0.01
2026-03-02 09:00 | zhao | open owners-decide A: title="换小区大门" proposal="换一道能刷卡的门，两万八，从公共收益出" | A proposed; holder A chair
2026-03-02 09:10 | zhao | put-ordinary A: | refused WRONG_POST
2026-03-02 10:00 | chair | put-ordinary A: | A voting
# Five owners with 910.02 square metres: 业主4 has two units and counts once. It takes four
# of them, and 606.68 square metres. Names stand in order: wang is the first.
2026-03-02 10:10 | chair | call-meeting A: | ok
2026-03-02 10:20 | chair | put-question A: way=hands | refused BY_NAME_ONLY
2026-03-02 10:21 | chair | put-question A: way=secret | refused BY_NAME_ONLY
2026-03-02 19:00 | chair | assembly A: present=3 yes=3 minutes="三人投票，面积刚够，人数差一" | A proposed by too-few
2026-03-10 10:00 | chair | put-ordinary A: | A voting
2026-03-10 19:00 | chair | assembly A: present=4 yes=3 minutes="四人投票，三人同意" | A shown by carried; seen zhao A
2026-03-26 00:00 | clock | | A settled by binding

# two thirds by number, one hundredth of a square metre short by area; then three quarters
cast | wang visitor | chair chair:owners-assembly | zhao resident
owns | 业主{} x 2 | 100.00
owns | 业主3 | 100.01
2026-03-02 09:00 | zhao | open owners-decide B: title="外墙重做" proposal="筹资六万，每平方米二百元" | B proposed
2026-03-02 10:00 | chair | put-weighty B: | B voting
# Three owners with 300.01 square metres: two of them with 200.00 are two thirds by number
# and 0.01 square metres short of 200.01.
2026-03-02 19:00 | chair | assembly B: present=2 yes=2 minutes="两人投票，面积差百分之一平方米" | B proposed by too-few
2026-03-09 10:00 | chair | put-weighty B: | B voting
# Two of three in favour would carry an ordinary question; this one takes three quarters.
2026-03-09 19:00 | chair | assembly B: present=3 yes=2 minutes="三人投票，两人同意，不到四分之三" | B not-agreed by lost

# nobody's unit is registered: there is nobody to call together
cast | chair chair:owners-assembly | zhao resident
2026-03-02 09:00 | zhao | open owners-decide C: title="装充电桩" proposal="装四个" | C proposed
2026-03-02 10:00 | chair | put-ordinary C: | C voting
2026-03-02 10:10 | chair | call-meeting C: | refused NO_OWNERS

# not put to the vote, and why; taken back
cast | chair chair:owners-assembly | zhao resident
2026-03-02 09:00 | zhao | open owners-decide D: title="不许养狗" proposal="不许养" | D proposed
2026-03-02 10:00 | chair | decline D: reason="法律没禁的，业主大会不能禁；可以议牵绳" | D not-agreed
2026-03-02 11:00 | zhao | open owners-decide E: title="养狗牵绳" proposal="牵绳" | E proposed
2026-03-02 11:10 | zhao | take-back E: | E taken-back
