# the plan lies open for ten days, then two thirds of all members; proxies of the same household only; the accounts follow
cast | li chair:collective | wei seat:supervision | clerk clerk@village | yang resident | lin resident | mo resident | sun resident | zhao resident
kin | mo | yang
2026-03-02 09:00 | li    | open collective-matter A: title="去年的分红" kind=accounts proposal="每人分三百元，余下留作公积金" | refused MISSING:figures
2026-03-02 09:10 | li    | open collective-matter A: title="去年的分红" kind=accounts proposal="每人分三百元，余下留作公积金" figures="[{\"what\": \"果园租金\", \"amount\": \"12000\"}]" | A laid-open; holder A li; seen yang A
2026-03-05 09:00 | li    | call-on-accounts A: | refused NOTICE_RUNNING:plan
2026-03-06 09:00 | yang  | object A: text="修路那笔没写" | A.1 raised
2026-03-07 09:00 | clerk | dismiss A.1: reply="修路是村委会的账，不在集体账里" | A.1 answered
2026-03-07 19:00 | yang  | accept-answer A.1: | A.1 dismissed
2026-03-13 09:00 | li    | call-on-reserved A: | refused ANSWER_kind
2026-03-13 09:10 | li    | call-on-accounts A: | A deciding
# The law asks for the accounts and for the party's discussion beforehand, and ten days.
2026-03-13 09:20 | li    | call-meeting A: days=10 prior=party-discussion | refused PRIOR:accounts-open
2026-03-13 09:30 | li    | call-meeting A: days=10 prior=accounts-open | refused PRIOR:party-discussion
2026-03-13 09:40 | li    | call-meeting A: days=10 | ok
# Five members: two thirds are four. Standing in is for the same household, in writing.
2026-03-23 09:40 | clerk | proxy A: of=lin by=yang evidence="委托书" | refused NOT_SAME_HOUSEHOLD
2026-03-23 09:41 | clerk | proxy A: of=mo by=yang | refused MISSING:evidence
2026-03-23 09:42 | clerk | proxy A: of=mo by=yang evidence="委托书一份，存村部" | ok
2026-03-23 09:50 | clerk | let-in A: present=1 | ok
2026-03-23 09:55 | li    | put-question A: | refused QUORUM_SHORT:2
2026-03-23 10:00 | li    | assembly A: present=3 yes=3 minutes="连委托的到三人" | A laid-open by too-few
2026-04-03 09:00 | li    | call-on-accounts A: | A deciding
2026-04-03 09:10 | li    | call-meeting A: days=10 | ok
2026-04-13 10:00 | li    | assembly A: present=5 yes=4 minutes="五人都到，四人同意，应到五人要四人" | A announced by carried
2026-04-13 11:00 | li    | sign-minutes A: | said signed
2026-04-29 09:00 | li    | begin A: | A doing
2026-05-10 09:00 | li    | account A: result="五人分一千五百元，余一万零五百元入公积金" | A reported; holder A wei
2026-05-12 09:00 | lin   | object A: text="少了一笔利息" | A.2 raised
2026-05-13 09:00 | clerk | uphold A.2: reply="补上利息十二元" | A.2 upheld; A doing by put-right
2026-05-14 09:00 | li    | account A: result="五人分一千五百元，余一万零五百一十二元入公积金" | A reported
2026-05-30 00:00 | clock | | A accounted by finish

# more than half is not two thirds of all members; outsiders need three quarters
cast | li chair:collective | clerk clerk@village | yang resident | lin resident | mo resident | sun resident | zhao resident | qian resident
2026-03-02 09:00 | li    | open collective-matter B: title="补偿费怎么分" kind=reserved proposal="按人平分" figures="[{\"what\": \"修路占地补偿\", \"amount\": \"60000\"}]" | B laid-open
2026-03-13 09:00 | li    | call-on-reserved B: | B deciding
2026-03-13 09:10 | li    | call-meeting B: days=10 | ok
2026-03-23 10:00 | li    | assembly B: present=4 yes=3 minutes="六人到四人，三人同意，要四人" | B rejected by lost
2026-04-01 09:00 | li    | open collective-matter C: title="给驻村医生一份" kind=outsiders proposal="驻村医生享受合作医疗补贴" figures="[{\"what\": \"每年\", \"amount\": \"300\"}]" | C laid-open
2026-04-12 09:00 | li    | call-on-outsiders C: | C deciding
2026-04-12 09:10 | li    | call-meeting C: days=10 | ok
2026-04-22 10:00 | li    | assembly C: present=6 yes=4 minutes="六人到六人，四人同意，四分之三要五人" | C rejected by lost

# the plan itself is objected to with reason; changed, laid open anew; the decision too; then dropped
cast | li chair:collective | clerk clerk@village | yang resident | lin resident | mo resident
2026-03-02 09:00 | li    | open collective-matter D: title="果园续租" kind=reserved proposal="续租十年" figures="[{\"what\": \"租金\", \"amount\": \"12000\"}]" | D laid-open
2026-03-03 09:00 | yang  | object D: text="租金三年没涨" | D.1 raised
2026-03-04 09:00 | clerk | uphold D.1: reply="按市价重新谈" | D.1 upheld; D revising by contested
2026-03-05 09:00 | li    | change D: proposal="续租五年，每年涨五百" reason="租金按市价" | D laid-open
2026-03-16 09:00 | li    | call-on-reserved D: | D deciding
2026-03-16 09:10 | li    | call-meeting D: days=10 | ok
2026-03-26 10:00 | li    | assembly D: present=3 yes=3 | D announced
2026-03-27 09:00 | lin   | object D: text="合同没写到期怎么办" | D.2 raised
2026-03-28 09:00 | clerk | uphold D.2: reply="要写" | D.2 upheld; D revising by objected
2026-03-29 09:00 | li    | drop D: reason="租户不租了" | D dropped
