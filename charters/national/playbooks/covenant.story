# collected, drafted, checked, decided by the villagers, filed, published: nothing before its turn
cast | cun chair:village-committee | zhu chair:villagers | dai chair:village-assembly | tclerk clerk@township | clerk clerk@village | wei seat:supervision | yang resident | lin resident | zhao resident
hamlet | 东坡 4 x 2 | 0 0
2026-03-02 09:00 | yang   | open covenant A: title="村规民约" draft="还没有" | refused WRONG_POST
2026-03-02 09:10 | cun    | open covenant A: title="村规民约" draft="打算约定：红白事、扫门前、邻里" | A collecting; holder A cun; seen yang A
2026-03-02 10:00 | yang   | suggest A: wish="酒席不过十桌" | A collecting
2026-03-03 10:00 | lin    | suggest A: wish="门前自己扫，每月评一次" | A collecting
2026-03-04 09:00 | cun    | write-draft A: draft="一、酒席不过十桌，超了罚二百元。" reason="两条都写了" | refused TOO_EARLY
2026-03-10 09:00 | cun    | write-draft A: draft="打算约定：红白事、扫门前、邻里" reason="没改" | refused SAME_TEXT
2026-03-10 09:10 | cun    | write-draft A: draft="一、酒席不过十桌，超了罚二百元。" reason="两条都写了" | A checking; holder A tclerk
2026-03-11 09:00 | cun    | lawful A: opinion="自己看过" | refused WRONG_POST
2026-03-11 09:10 | tclerk | unlawful A: | refused MISSING:article
2026-03-11 09:20 | tclerk | unlawful A: article="罚款没有依据，侵犯财产权利（第三十一条）" | A revising; holder A cun
2026-03-12 09:00 | cun    | rewrite A: draft="一、酒席不过十桌。二、门前自己扫，每月评一次。" reason="罚款去掉了" | A checking
2026-03-13 09:00 | tclerk | lawful A: opinion="司法所看过，没有抵触" | A deciding; holder A zhu
# Neither the representatives nor a meeting that nobody prepared decides it.
2026-03-13 10:00 | dai    | call-meeting A: days=10 | refused WRONG_POST
2026-03-13 10:10 | zhu    | call-meeting A: days=10 prior=no | refused PRIOR:legality-check PRIOR:party-discussion
2026-03-13 10:20 | zhu    | call-meeting A: days=10 prior=party-discussion | refused PRIOR:legality-check
2026-03-13 10:30 | zhu    | call-meeting A: days=9 | refused NOTICE_SHORT:1
2026-03-13 10:40 | zhu    | call-meeting A: days=10 | ok
# Eleven people: six are more than half of them.
2026-03-23 10:50 | zhu    | let-in A: present=5 | ok
2026-03-23 10:55 | zhu    | put-question A: | refused QUORUM_SHORT:1
2026-03-23 11:00 | zhu    | assembly A: present=8 yes=5 minutes="到八人，五人同意" | A filing by carried; holder A tclerk
2026-03-23 12:00 | cun    | publish-it A: | refused FILING_OPEN:township
2026-03-24 09:00 | cun    | file-it A: filed_as="自己备的" | refused WRONG_POST
2026-03-24 09:10 | tclerk | file-it A: | refused MISSING:filed_as
2026-03-24 09:20 | tclerk | file-it A: filed_as="乡备〔2026〕3号，三月二十四日" | A filing
2026-03-24 09:30 | tclerk | order-correction A: order="再想想" | refused FILING_NOT_ASKED:filing
2026-03-24 10:00 | cun    | publish-it A: | A published; field A filed_as 乡备〔2026〕3号，三月二十四日
2026-03-30 09:00 | yang   | object A: text="十桌的数算不算帮忙的" | A.1 raised
2026-03-31 09:00 | clerk  | dismiss A.1: reply="帮忙的不算，会上说过" | A.1 answered
2026-04-01 09:00 | yang   | accept-answer A.1: | A.1 dismissed
2026-04-09 00:00 | clock  | | A adopted by in-force

# the township orders it corrected: back, changed, checked and decided anew; once too few come, once it is lost
cast | cun chair:village-committee | zhu chair:villagers | tclerk clerk@township | yang resident | lin resident | zhao resident
2026-03-02 09:00 | cun    | open covenant B: title="改村规民约" draft="一、酒席不过十桌。" | B collecting
2026-03-10 09:00 | cun    | write-draft B: draft="一、酒席不过八桌，不听的停发分红。" reason="都说要管紧" | B checking
2026-03-11 09:00 | tclerk | lawful B: opinion="看过" | B deciding
2026-03-12 09:00 | zhu    | call-meeting B: days=10 | ok
2026-03-22 09:10 | zhu    | assembly B: present=1 yes=1 | B deciding by too-few
2026-03-23 09:00 | zhu    | call-meeting B: days=10 | ok
2026-04-02 09:10 | zhu    | assembly B: present=3 yes=2 | B filing by carried
2026-04-03 09:00 | tclerk | order-correction B: | refused MISSING:order
2026-04-03 09:10 | tclerk | order-correction B: order="停发分红侵犯财产权利，第三十一条" | B revising by to-be-corrected; holder B cun
2026-04-04 09:00 | cun    | publish-it B: | refused NOT_FROM_HERE FILING_MISSING:township
2026-04-04 09:10 | cun    | rewrite B: draft="一、酒席不过八桌。" reason="责令改正" | B checking
2026-04-05 09:00 | tclerk | lawful B: opinion="改好了" | B deciding
2026-04-06 09:00 | zhu    | call-meeting B: days=10 | ok
2026-04-16 09:10 | zhu    | assembly B: present=3 yes=1 | B revising by lost
2026-04-17 09:00 | cun    | drop B: reason="大家还没想好" | B dropped

# an objection to the published words is upheld: what stands on the wall was not what was decided
cast | cun chair:village-committee | zhu chair:villagers | tclerk clerk@township | clerk clerk@village | yang resident | lin resident | zhao resident
2026-03-02 09:00 | cun    | open covenant C: title="村规民约" draft="还没有" | C collecting
2026-03-10 09:00 | cun    | write-draft C: draft="一、门前自己扫。" reason="大家提的" | C checking
2026-03-11 09:00 | tclerk | lawful C: opinion="看过" | C deciding
2026-03-12 09:00 | zhu    | call-meeting C: days=10 | ok
2026-03-22 09:10 | zhu    | assembly C: present=3 yes=3 | C filing
2026-03-23 09:00 | tclerk | file-it C: filed_as="乡备〔2026〕4号" | C filing
2026-03-23 10:00 | cun    | publish-it C: | C published
2026-03-24 09:00 | yang   | object C: text="会上还念了一条护林的，墙上没有" | C.1 raised
2026-03-25 09:00 | clerk  | uphold C.1: reply="漏了一条" | C.1 upheld; C revising by put-right
2026-03-26 09:00 | cun    | rewrite C: draft="一、门前自己扫。二、不上山打枝。" reason="补上会上念过的" | C checking
