# villagers move, the committee decides in five steps, the township only files, somebody does it, everybody hears
cast | yang resident | lin resident | mo resident | cun chair:village-committee | tclerk clerk@township | wei seat:supervision | clerk clerk@village
place | 522727104208
kin | mo | yang
2026-03-02 09:00 | yang   | open three-deliberations A: title="井边修洗菜台" proposal="井边修一座洗菜台，三千元" | A moved; holder A cun; seen lin A
2026-03-02 10:00 | cun    | gather A: | refused TAKEN_0_OF_2
2026-03-02 10:10 | yang   | second A: | refused APART:move KIN
2026-03-02 10:20 | mo     | second A: | refused KIN
2026-03-02 10:30 | lin    | second A: | A moved
2026-03-02 10:40 | lin    | second A: | refused ALREADY
2026-03-03 09:00 | cun    | gather A: | refused TAKEN_1_OF_2
2026-03-03 09:10 | cun    | not-taken-up A: | refused MISSING:reason
2026-03-03 09:20 | cun    | not-taken-up A: reason="只有一户附议，凑齐两户再提" | A not-taken

# short by one, filed, and the township has nothing else to say
cast | yang resident | lin resident | zhao resident | cun chair:village-committee | tclerk clerk@township | wei seat:supervision | clerk clerk@village
place | 522727104208
tells | decided-task
2026-03-02 09:00 | yang   | open three-deliberations B: title="改村里的垃圾收费" proposal="每户每月三元，困难户免" | B moved
2026-03-02 10:00 | lin,zhao | second B: | B moved
2026-03-03 09:00 | cun    | gather B: | B gathered; holder B cun
2026-03-04 09:00 | cun    | put-forward B: | B discussing
2026-03-05 19:00 | cun    | discuss B: minutes="杨家说三元合适，赵家问困难户" | B voting
# More than half of five members are three.
2026-03-05 19:30 | cun    | call-meeting B: | ok
2026-03-05 19:40 | cun    | let-in B: present=2 | ok
2026-03-05 19:50 | cun    | put-question B: | refused QUORUM_SHORT:1
2026-03-05 20:00 | cun    | assembly B: present=2 yes=2 minutes="五人到两人，还差一人" | B discussing by short
2026-03-06 19:00 | cun    | discuss B: minutes="再议" | B voting
2026-03-06 20:00 | cun    | assembly B: present=4 yes=3 minutes="四人到，三人同意" | B decided by carried; holder B cun; due B 2026-03-11
2026-03-07 09:00 | cun    | to-township B: part=decide basis="镇里定" | refused BAD:part
2026-03-07 09:10 | cun    | to-township B: part=filing | refused MISSING:basis
2026-03-07 09:20 | cun    | to-township B: part=filing basis="村民委员会组织法第三十一条" | B at-township; holder B tclerk
# What is to be filed the township can neither forbid nor decide (R39).
2026-03-09 09:00 | tclerk | unlawful B: article="我不同意" | refused ANSWER_part
2026-03-09 09:10 | tclerk | no-funds B: reason="不给" | refused ANSWER_part
2026-03-09 09:20 | cun    | file-it B: | refused WRONG_POST
2026-03-09 09:30 | tclerk | file-it B: | B announced; holder B cun
2026-03-15 09:00 | cun    | begin B: task="逐户说明" assignee=clerk promised_on=2026-04-10 | refused NOTICE_RUNNING:decision
2026-03-25 09:00 | cun    | begin B: task="逐户说明" assignee=clerk promised_on=2026-04-10 | B doing; B.1 doing; holder B.1 clerk; due B.1 2026-04-10
2026-03-26 09:00 | wei    | supervise B: note="问了三户，都说清了" | B doing
2026-04-01 09:00 | cun    | report B: result="收起来了" how="会上说的" | refused CHILDREN_OPEN
2026-04-08 09:00 | clerk  | deliver B.1: result="一百二十户都说明了，九户困难户免" | B.1 done
2026-04-09 09:00 | cun    | report B: result="四月起每户三元，九户免" how="党员会和代表会上各念了一遍" | B told; holder B wei
2026-04-10 09:00 | lin    | rate B: stars=4 | B told
2026-04-10 09:10 | lin    | rate B: stars=5 | refused ALREADY
2026-04-25 00:00 | clock  | | B accomplished by finish

# the township finds an article against it: back, the text is changed, and the committee decides anew
cast | yang resident | lin resident | zhao resident | cun chair:village-committee | tclerk clerk@township
place | 522727104208
2026-03-02 09:00 | yang   | open three-deliberations C: title="不扫地的罚款" proposal="不打扫门前的罚五十元" | C moved
2026-03-02 10:00 | lin,zhao | second C: | C moved
2026-03-03 09:00 | cun    | gather C: | C gathered
2026-03-04 09:00 | cun    | put-forward C: | C discussing
2026-03-04 19:00 | cun    | discuss C: minutes="都赞成" | C voting
2026-03-04 20:00 | cun    | assembly C: present=5 yes=5 | C decided
2026-03-05 09:00 | cun    | to-township C: part=legality basis="村民委员会组织法第三十一条" | C at-township
2026-03-06 09:00 | tclerk | file-it C: | refused ANSWER_part
2026-03-06 09:10 | tclerk | unlawful C: article="村规民约不得侵犯财产权利（第三十一条）" | C discussing; holder C cun
2026-03-07 19:00 | cun    | discuss C: minutes="改成评比" | C voting
2026-03-07 19:10 | cun    | amend C: proposal="不打扫门前的罚五十元" reason="没改" | refused SAME_TEXT
2026-03-07 19:20 | cun    | amend C: proposal="每月评一次清洁户，不罚款" reason="罚款不合法" | C discussing; field C proposal 每月评一次清洁户，不罚款
2026-03-08 19:00 | cun    | discuss C: minutes="评比可以" | C voting
2026-03-08 20:00 | cun    | assembly C: present=5 yes=2 | C rejected by lost

# funds: none this year, talked over again; the next year they come; an objection holds it up
cast | yang resident | lin resident | zhao resident | cun chair:village-committee | tclerk clerk@township | clerk clerk@village | wei seat:supervision
place | 522727104208
2026-03-02 09:00 | yang   | open three-deliberations D: title="修排洪沟" proposal="修排洪沟三百米" | D moved
2026-03-02 10:00 | lin,zhao | second D: | D moved
2026-03-03 09:00 | cun    | gather D: | D gathered
2026-03-03 10:00 | cun    | put-forward D: | D discussing
2026-03-03 19:00 | cun    | discuss D: minutes="要钱" | D voting
2026-03-03 20:00 | cun    | assembly D: present=5 yes=5 | D decided
2026-03-04 09:00 | cun    | to-township D: part=funding basis="镇小型水利资金办法" | D at-township
2026-03-06 09:00 | tclerk | no-funds D: reason="今年的排完了，明年一月再报" | D discussing
2026-03-08 19:00 | cun    | discuss D: minutes="镇里又有了一笔" | D voting
2026-03-08 20:00 | cun    | assembly D: present=5 yes=5 | D decided
2026-03-09 09:00 | cun    | to-township D: part=funding basis="镇小型水利资金办法" | D at-township
2026-03-10 09:00 | tclerk | fund D: amount=36000 | D announced; field D amount 3600000
2026-03-12 09:00 | lin    | object D: text="沟从我家田里过，没问过我" | D.1 raised
2026-03-13 09:00 | clerk  | uphold D.1: reply="改线，从路边走" | D.1 upheld; D discussing by objected
2026-03-14 19:00 | cun    | discuss D: minutes="从路边走" | D voting
2026-03-14 20:00 | cun    | assembly D: present=5 yes=5 | D decided
2026-03-15 09:00 | cun    | own D: | D announced
2026-03-31 09:00 | cun    | begin D: task="挖沟" assignee=clerk promised_on=2026-05-30 | D doing; D.2 doing
2026-05-20 09:00 | clerk  | deliver D.2: result="三百米挖完" | D.2 done
2026-05-21 09:00 | cun    | report D: result="沟通了" how="院坝会" | D told
2026-05-22 09:00 | yang   | object D: text="还有二十米没盖板" | D.3 raised
2026-05-23 09:00 | clerk  | uphold D.3: reply="补上" | D.3 upheld; D doing by put-right
2026-05-24 09:00 | cun    | give-out D: task="补盖板" assignee=clerk promised_on=2026-06-05 | D.4 doing
2026-06-04 09:00 | clerk  | deliver D.4: result="盖板补齐" | D.4 done
2026-06-05 09:00 | cun    | report D: result="沟和盖板都好了" how="院坝会" | D told
2026-06-21 00:00 | clock  | | D accomplished by finish

# an answer is all the township owes
cast | yang resident | lin resident | zhao resident | cun chair:village-committee | tclerk clerk@township
place | 522727104208
2026-03-02 09:00 | yang   | open three-deliberations E: title="问公交什么时候通" proposal="请镇里答复公交哪天通到村口" | E moved
2026-03-02 10:00 | lin,zhao | second E: | E moved
2026-03-03 09:00 | cun    | gather E: | E gathered
2026-03-03 10:00 | cun    | put-forward E: | E discussing
2026-03-03 19:00 | cun    | discuss E: minutes="都想知道" | E voting
2026-03-03 20:00 | cun    | assembly E: present=5 yes=5 | E decided
2026-03-04 09:00 | cun    | to-township E: part=answer basis="村务公开的规定" | E at-township
2026-03-05 09:00 | tclerk | answer-it E: | refused MISSING:reply
2026-03-05 09:10 | tclerk | answer-it E: reply="五月一日起，每天四班" | E announced
2026-03-05 10:00 | yang   | take-back E: | refused NOT_FROM_HERE

# taken back while it is still one villager's
cast | yang resident | cun chair:village-committee
place | 522727104208
2026-03-02 09:00 | yang   | open three-deliberations F: title="修凉亭" proposal="村口修凉亭" | F moved
2026-03-03 09:00 | cun    | take-back F: | refused WRONG_POST
2026-03-03 09:10 | yang   | take-back F: | F withdrawn
