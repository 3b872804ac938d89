# both committees, the respected villagers, the affairs committee, the mass meeting; done and shown
cast | liang chair:two-committees | lao chair:elders | shi chair:affairs | hui chair:mass-meeting | wei seat:supervision | clerk clerk@village | yang resident
hamlet | 坡脚 5 x 2 | 0 0
tells | decided-task
2026-03-02 09:00 | yang  | open four-by-four A: title="修文化广场" proposal="修文化广场" | refused WRONG_POST
2026-03-02 09:10 | liang | open four-by-four A: title="修文化广场" proposal="老学校操场修文化广场，投工投劳，村里出两万元" | A proposed; holder A liang; seen yang A
2026-03-02 20:00 | liang | assembly A: present=2 yes=2 minutes="五人到两人" | A proposed by proposed-short
2026-03-03 20:00 | liang | assembly A: present=4 yes=4 | A moving by proposed-agreed; holder A lao
2026-03-05 19:00 | lao   | call-meeting A: | ok
2026-03-05 19:10 | lao   | let-in A: present=3 | ok
2026-03-05 19:20 | lao   | put-question A: | refused QUORUM_SHORT:1
2026-03-05 20:00 | lao   | assembly A: present=4 yes=4 minutes="七人到四人" | A deliberating by moving-agreed; holder A shi
2026-03-07 20:00 | shi   | assembly A: present=6 yes=5 | A meeting by deliberating-agreed; holder A shi
2026-03-08 09:00 | hui   | call-meeting A: days=9 | refused NOTICE_SHORT:1
2026-03-08 09:10 | hui   | call-meeting A: days=10 prior=no | refused PRIOR:party-discussion
2026-03-08 09:20 | hui   | call-meeting A: days=10 | ok
2026-03-18 09:30 | hui   | let-in A: present=5 | ok
2026-03-18 09:40 | hui   | put-question A: | refused QUORUM_SHORT:1
2026-03-18 10:00 | hui   | assembly A: present=9 yes=7 minutes="十一人到九人，七人同意" | A announced by meeting-agreed; holder A shi
2026-03-20 09:00 | yang  | object A: text="两万从哪里出" | A.1 raised
2026-03-21 09:00 | clerk | dismiss A.1: reply="集体林的收入，账在公示栏" | A.1 answered
2026-03-21 10:00 | shi   | begin A: task="平场地" assignee=clerk promised_on=2026-05-01 | refused NOTICE_OBJECTED:decision
2026-03-21 20:00 | yang  | accept-answer A.1: | A.1 dismissed
2026-04-03 09:00 | shi   | begin A: task="平场地" assignee=clerk promised_on=2026-05-01 | A doing; A.2 doing; holder A.2 clerk; due A.2 2026-05-01
2026-04-04 09:00 | shi   | give-out A: task="请戏班" assignee=clerk promised_on=2026-05-01 | A.3 doing
2026-04-20 09:00 | wei   | report A: result="好了" | refused CHILDREN_OPEN
2026-04-25 09:00 | clerk | deliver A.2: result="场地平好，投工一百二十个" | A.2 done
2026-04-28 09:00 | clerk | report-impossible A.3: reason="戏班五月没空" | A.3 impossible
2026-04-29 09:00 | wei   | report A: result="场地好了，花一万八；戏班改在秋后" | A reported
2026-05-15 00:00 | clock | | A accomplished by finish

# the affairs committee does not agree, the text is changed, the respected villagers are asked again; the mass meeting says no
cast | liang chair:two-committees | lao chair:elders | shi chair:affairs | hui chair:mass-meeting | yang resident
hamlet | 坡脚 5 x 2 | 0 0
2026-03-02 09:00 | liang | open four-by-four B: title="酒席" proposal="办酒席不超过十桌，超过的罚款" | B proposed
2026-03-02 20:00 | liang | assembly B: present=5 yes=5 | B moving
2026-03-03 20:00 | lao   | assembly B: present=7 yes=7 | B deliberating
2026-03-04 20:00 | shi   | assembly B: present=7 yes=2 | B revising by deliberating-declined; holder B liang
2026-03-05 09:00 | liang | amend B: proposal="办酒席不超过十桌，超过的罚款" reason="再问" | refused SAME_TEXT
2026-03-05 09:10 | liang | amend B: proposal="提倡办酒席不超过十桌" reason="罚款不合法" | B moving; holder B lao
2026-03-06 20:00 | lao   | assembly B: present=7 yes=6 | B deliberating
2026-03-07 20:00 | shi   | assembly B: present=7 yes=7 | B meeting
2026-03-08 09:00 | hui   | call-meeting B: days=10 | ok
2026-03-18 09:00 | hui   | assembly B: present=8 yes=4 minutes="八人到会，四人同意，没有过半" | B rejected by meeting-declined

# the respected villagers do not agree, and it is dropped with the reason
cast | liang chair:two-committees | lao chair:elders | yang resident
2026-03-02 09:00 | liang | open four-by-four C: title="砍风水林" proposal="砍风水林修停车场" | C proposed
2026-03-02 20:00 | liang | assembly C: present=5 yes=3 | C moving
2026-03-03 20:00 | lao   | assembly C: present=7 yes=0 | C revising by moving-declined
2026-03-04 09:00 | liang | drop C: | refused MISSING:reason
2026-03-04 09:10 | liang | drop C: reason="林子留着，停车另找地方" | C dropped
