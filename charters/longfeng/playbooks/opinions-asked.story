# twelve households asked: nine answer, one at the door; each is told how it was used, three stay silent
cast | clerk clerk@village | lian liaison@village | head group-head@resident-group | he resident | lin resident | wei seat:supervision
place | 500109005005
roster | ten | 老楼{}号 x 3
tells | opinion
2026-03-02 09:00 | he    | open opinions-asked A: title="车棚改造" proposal="拆旧车棚，建新车棚，公共收益出八万" sort=money asked=ten | refused WRONG_POST
2026-03-02 09:10 | clerk | open opinions-asked A: title="车棚改造" proposal="拆旧车棚，建新车棚，公共收益出八万" sort=money | refused MISSING:asked
2026-03-02 09:20 | clerk | open opinions-asked A: title="车棚改造" proposal="拆旧车棚，建新车棚，公共收益出八万" sort=money asked=he,lin | A asking; count A.* asked 2; holder A clerk
2026-03-02 10:00 | clerk | ask-more A: also=ten | count A.* asked 5
2026-03-03 09:00 | lin   | say A.1: words="替他说" | refused WRONG_POST
2026-03-03 09:10 | he    | say A.1: | refused MISSING:words
2026-03-03 09:20 | he    | say A.1: words="新车棚要有充电口，八万贵了" | A.1 given; holder A.1 clerk; unseen lin A.1
2026-03-04 09:00 | lian  | say-at-the-door A.2: words="随便" | refused MISSING:how
2026-03-04 09:10 | lian  | say-at-the-door A.2: words="林家说旧棚还能用" how=visit | A.2 given; seen lin A.2
2026-03-05 09:00 | clerk | sum-up A: outcome="都同意" | refused CHILDREN_OPEN
2026-03-06 09:00 | he    | tell-use A.1: use=taken because="好" | refused WRONG_POST
2026-03-06 09:10 | clerk | tell-use A.1: use=in-part | refused MISSING:because
2026-03-06 09:20 | clerk | tell-use A.1: use=in-part because="充电口加上了；三家比价，六万八" | A.1 used
2026-03-06 09:30 | clerk | tell-use A.2: use=not-taken because="旧棚的线已经老化，消防要求拆" | A.2 used
2026-03-13 00:00 | clock | | count A.* silent 3
2026-03-14 09:00 | clerk | sum-up A: outcome="五户问到，两户答了；加充电口，钱降到六万八，旧棚照拆" | A shown; holder A clerk
2026-03-20 09:00 | lin   | object A: text="没说拆棚那几天车停哪里" | A.6 raised
2026-03-21 09:00 | clerk | dismiss A.6: reply="停操场" | refused OWN_NOTICE
2026-03-22 09:00 | lin   | take-back A.6: | A.6 taken-back
2026-03-30 00:00 | clock | | A told by finish

# dropped while people are being asked: the questions end with it
cast | clerk clerk@village | he resident | lin resident
place | 500109005005
2026-03-02 09:00 | clerk | open opinions-asked B: title="装电梯" proposal="七栋装电梯" sort=project asked=he,lin | B asking
2026-03-03 09:00 | clerk | drop B: | refused MISSING:reason
2026-03-03 09:10 | clerk | drop B: reason="七栋结构装不了" | B dropped; field B.1 result withdrawn; field B.2 result withdrawn
