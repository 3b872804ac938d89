# four bodies one after the other; the decision on show, given to people by name, the result on show
cast | bo chair:party-branch | liang chair:two-committees | dang chair:party-members | zhu chair:village-assembly | wei seat:supervision | clerk clerk@village | head courtyard-head@courtyard | yang resident
tells | decided-task
2026-03-02 09:00 | yang  | open four-deliberations A: title="修进村路" proposal="修进村路二里" decides=representatives | refused WRONG_POST
2026-03-02 09:10 | bo    | open four-deliberations A: title="修进村路" proposal="修进村路二里，用集体收益六万元" | refused MISSING:decides
2026-03-02 09:20 | bo    | open four-deliberations A: title="修进村路" proposal="修进村路二里，用集体收益六万元" decides=representatives | A proposed; holder A bo; seen yang A
2026-03-02 20:00 | liang | assembly A: present=3 yes=3 | refused WRONG_POST
2026-03-02 20:10 | bo    | assembly A: present=3 yes=3 minutes="支委三人都同意" | A discussing by branch-agreed; holder A liang
2026-03-04 20:00 | liang | assembly A: present=4 yes=4 minutes="两委五人到四人，都同意" | A reviewing by committees-agreed; holder A dang
# Two thirds of twelve members are eight: with seven, one is missing.
2026-03-06 19:00 | dang  | call-meeting A: days=0 | ok
2026-03-06 19:30 | dang  | let-in A: present=7 | ok
2026-03-06 19:40 | dang  | put-question A: | refused QUORUM_SHORT:1
2026-03-06 20:00 | dang  | assembly A: present=7 yes=7 minutes="到了七个党员，还差一个" | A reviewing by members-short; holder A dang
2026-03-08 19:00 | dang  | assembly A: present=8 yes=6 minutes="到八人，六人同意，够应到的一半" | A resolving by to-representatives; holder A liang
2026-03-09 09:00 | zhu   | call-meeting A: prior=no | refused PRIOR:party-discussion
2026-03-09 09:10 | zhu   | call-meeting A: days=3 | ok
# Two thirds of thirty-one are twenty-one.
2026-03-12 10:00 | zhu   | let-in A: present=20 | ok
2026-03-12 10:10 | zhu   | put-question A: | refused QUORUM_SHORT:1
2026-03-12 10:20 | zhu   | assembly A: present=21 yes=11 minutes="又来了一位，二十一人到会，十一人同意" | A announced by resolved; holder A liang; due A 2026-04-21
2026-03-20 09:00 | liang | begin A: task="硬化二里" assignee=clerk promised_on=2026-05-10 | refused NOTICE_RUNNING:decision
2026-03-25 10:00 | yang  | object A: text="预算没写路灯" | A.1 raised
2026-03-27 11:00 | liang | begin A: task="硬化二里" assignee=clerk promised_on=2026-05-10 | refused NOTICE_OBJECTED:decision
2026-03-28 09:00 | clerk | dismiss A.1: reply="路灯在年初的项目里，不重复列" | A.1 answered
2026-03-28 19:00 | yang  | accept-answer A.1: | A.1 dismissed
2026-03-30 09:00 | liang | begin A: task="硬化二里" promised_on=2026-05-10 | refused MISSING:assignee
2026-03-30 09:10 | liang | begin A: task="硬化二里" assignee=clerk promised_on=2026-05-10 | A doing; A.2 doing; holder A.2 clerk; due A.2 2026-05-10; field A.2 title 硬化二里; seen yang A.2
2026-04-02 09:00 | liang | give-out A: task="把路边三户的水管移开" assignee=head promised_on=2026-04-20 | A.3 doing; holder A.3 head; due A.3 2026-04-20
2026-04-10 09:00 | liang | report A: result="快好了" | refused CHILDREN_OPEN
2026-04-18 17:00 | head  | deliver A.3: result="三户的水管都移了" | A.3 done
2026-05-09 17:00 | clerk | deliver A.2: result="两里路铺完，花了五万八" | A.2 done
2026-05-11 09:00 | liang | report A: result="路修好了，花五万八千元，余两千元退回集体账" | A verifying; holder A wei; due A 2026-05-16
2026-05-12 09:00 | wei   | send-back A: fault="发票少一张" | A doing; holder A liang
2026-05-12 15:00 | liang | report A: result="路修好了，花五万八千元，发票十一张都在" | A verifying
2026-05-13 09:00 | liang | publish-result A: remark="属实" | refused WRONG_POST
2026-05-13 09:10 | wei   | publish-result A: remark="走过一遍，和决议一样" | A reported; holder A wei
2026-05-29 00:00 | clock | | A accomplished by finish

# the text is changed after two bodies agreed: both are asked again, what was voted counts no more
cast | bo chair:party-branch | liang chair:two-committees | dang chair:party-members | zhu chair:village-assembly | yang resident
2026-03-02 09:00 | bo    | open four-deliberations B: title="小广场" proposal="在晒坝建小广场，八万元" decides=representatives | B proposed
2026-03-02 20:00 | bo    | assembly B: present=3 yes=2 | B discussing by branch-agreed
2026-03-03 20:00 | liang | assembly B: present=5 yes=5 | B reviewing by committees-agreed
2026-03-05 20:00 | dang  | assembly B: present=10 yes=8 | B resolving by to-representatives
2026-03-06 09:00 | liang | amend B: proposal="在晒坝建小广场，八万元" reason="没改" | refused SAME_TEXT
2026-03-06 09:10 | liang | amend B: proposal="在老晒坝建小广场，六万元，不占田" | refused MISSING:reason
2026-03-06 09:20 | yang  | amend B: proposal="建大点" reason="我要" | refused WRONG_POST
2026-03-06 09:30 | liang | amend B: proposal="在老晒坝建小广场，六万元，不占田" reason="八万太多，还占了两家的田" | B discussing; holder B liang; field B proposal 在老晒坝建小广场，六万元，不占田
# Nobody goes on from where the first text was.
2026-03-06 10:00 | zhu   | assembly B: present=31 yes=31 | refused WRONG_POST
2026-03-07 20:00 | liang | assembly B: present=3 yes=2 minutes="到三人，两人同意，不够五人的一半" | B revising by committees-declined; holder B liang
2026-03-08 09:00 | liang | amend B: proposal="在老晒坝建小广场，五万元，不占田，树留着" reason="把树留着" | B discussing
2026-03-08 20:00 | liang | assembly B: present=5 yes=4 | B reviewing by committees-agreed
2026-03-10 20:00 | dang  | assembly B: present=9 yes=5 minutes="五人同意，不够应到十二人的一半" | B revising by members-declined
2026-03-11 09:00 | liang | drop B: reason="明年和活动室一起议" | B dropped

# the villagers' assembly: ten days' notice, and the roll is of people, not of seats
cast | bo chair:party-branch | liang chair:two-committees | dang chair:party-members | zhu chair:villagers | yang resident
hamlet | 东坡 5 x 2 | 0 0
2026-03-02 09:00 | bo    | open four-deliberations C: title="村里的水塘" proposal="水塘包给合作社五年" decides=villagers | C proposed
2026-03-02 20:00 | bo    | assembly C: present=1 yes=1 minutes="只到一人" | C proposed by branch-short; holder C bo
2026-03-03 20:00 | bo    | assembly C: present=2 yes=2 | C discussing by branch-agreed
2026-03-04 20:00 | liang | assembly C: present=2 yes=2 minutes="五人到两人" | C discussing by committees-short
2026-03-05 20:00 | liang | assembly C: present=5 yes=5 | C reviewing
2026-03-06 20:00 | dang  | assembly C: present=12 yes=12 | C resolving by to-villagers
2026-03-07 09:00 | zhu   | call-meeting C: days=8 | refused NOTICE_SHORT:2
2026-03-07 09:10 | zhu   | call-meeting C: days=8 special="防汛要紧" | refused MISSING:special_signer
2026-03-07 09:20 | zhu   | call-meeting C: days=10 | ok
2026-03-10 09:00 | zhu   | put-question C: | refused NOBODY_CAME QUORUM_SHORT:6 TOO_EARLY
# Eleven live here: half is five and a half, so six.
2026-03-17 09:30 | zhu   | assembly C: present=5 yes=5 minutes="到五人，还差一人" | C resolving by villagers-short
2026-03-18 09:00 | zhu   | call-meeting C: days=10 | ok
2026-03-28 09:10 | zhu   | assembly C: present=7 yes=3 minutes="七人到会，三人同意" | C rejected by not-resolved

# an objection to the decision is upheld: back to be changed; an objection to the result: back to be done
cast | bo chair:party-branch | liang chair:two-committees | dang chair:party-members | zhu chair:village-assembly | wei seat:supervision | clerk clerk@village | yang resident
2026-03-02 09:00 | bo    | open four-deliberations D: title="装路灯" proposal="装路灯十盏" decides=representatives | D proposed
2026-03-02 20:00 | bo    | assembly D: present=3 yes=3 | D discussing
2026-03-03 20:00 | liang | assembly D: present=5 yes=5 | D reviewing
2026-03-04 20:00 | dang  | assembly D: present=12 yes=12 | D resolving
2026-03-05 20:00 | zhu   | assembly D: present=31 yes=30 | D announced
2026-03-06 09:00 | yang  | object D: text="坡上三户没有灯" | D.1 raised
2026-03-07 09:00 | clerk | uphold D.1: reply="坡上补两盏" | D.1 upheld; D revising by objected; holder D liang
2026-03-08 09:00 | liang | amend D: proposal="装路灯十二盏，坡上两盏" reason="异议成立，坡上补两盏" | D discussing
2026-03-08 20:00 | liang | assembly D: present=5 yes=5 | D reviewing
2026-03-09 20:00 | dang  | assembly D: present=12 yes=12 | D resolving
2026-03-10 20:00 | zhu   | assembly D: present=31 yes=31 | D announced by resolved
2026-03-26 09:00 | liang | begin D: task="装灯" assignee=clerk promised_on=2026-04-10 | D doing; D.2 doing; holder D.2 clerk
2026-04-09 09:00 | clerk | report-impossible D.2: reason="坡上拉不到电" | D.2 impossible
2026-04-10 09:00 | liang | report D: result="装了十盏，坡上两盏等电网" | D verifying
2026-04-11 09:00 | wei   | publish-result D: remark="坡上还没有" | D reported
2026-04-12 09:00 | yang  | object D: text="坡上说好要装的" | D.3 raised
2026-04-13 09:00 | clerk | uphold D.3: reply="月底前装太阳能的" | D.3 upheld; D doing by put-right; holder D liang
2026-04-14 09:00 | liang | give-out D: task="坡上装两盏太阳能灯" assignee=clerk promised_on=2026-04-30 | D.4 doing
2026-04-28 09:00 | clerk | deliver D.4: result="两盏都亮了" | D.4 done
2026-04-29 09:00 | liang | report D: result="十二盏都亮了" | D verifying
2026-04-30 09:00 | wei   | publish-result D: remark="晚上数过，十二盏" | D reported
2026-05-16 00:00 | clock | | D accomplished by finish

# the branch itself does not agree: nothing goes on
cast | bo chair:party-branch | yang resident
2026-03-02 09:00 | bo    | open four-deliberations E: title="卖集体林" proposal="把集体林卖了" decides=representatives | E proposed
2026-03-02 20:00 | bo    | assembly E: present=3 yes=1 | E rejected by branch-declined
