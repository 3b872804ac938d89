# forty households without deeds: shared out, looked at again, solved, every one told, closed by itself
cast | clerk clerk@village | head group-head@resident-group | he resident | lin resident | house housing-office@township | tax tax-office@township | fund fund-office@township | wei seat:supervision
place | 500109005005
roster | forty | 安置房{}号 x 40
2026-01-05 09:00 | clerk | open legacy G: title="二配厂职工安置房多年没有产权证" household=forty | refused MISSING:basis
2026-01-05 09:10 | head  | open legacy G: title="二配厂职工安置房多年没有产权证" household=forty basis="历史遗留房屋办证的处理意见" | refused WRONG_POST
2026-01-05 09:20 | clerk | open legacy G: title="二配厂职工安置房多年没有产权证" household=forty basis="历史遗留房屋办证的处理意见" | G registered; holder G clerk; G review 2026-02-04; unseen lin G
2026-01-06 09:00 | clerk | conclude G: outcome="办好了" | refused CHILDREN_OPEN NOT_FROM_HERE
2026-01-08 10:00 | clerk | share-out G: parts="核对产权资料，税费怎么算，维修基金怎么缴" | G working; count G.* waiting 3; G review 2026-04-08
2026-01-09 09:00 | clerk | entrust G.1: assignee=house | G.1 doing; holder G.1 house
2026-01-09 09:10 | clerk | entrust G.2: assignee=tax | G.2 doing; holder G.2 tax
2026-01-09 09:20 | clerk | entrust G.3: assignee=fund | G.3 doing
2026-01-20 10:00 | clerk | comment G: text="大家别急，三家单位都接了" | ok
2026-02-03 09:00 | house | progress G.1: note="四十户资料齐了三十七户" next_review=2026-03-02 | G.1 review 2026-03-02
2026-03-02 00:00 | clock |  | G.1 doing; G.1 review 2026-03-02
2026-03-02 09:00 | house | deliver G.1: result="四十户资料齐全，可以办证" | G.1 delivered
2026-03-05 09:00 | clerk | conclude G: outcome="可以办了" | refused CHILDREN_OPEN
2026-03-05 09:10 | clerk | share-more G: parts="补三户公证" | G working; count G.* waiting 1
2026-03-05 09:20 | clerk | entrust G.4: assignee=house | G.4 doing
2026-03-10 09:00 | clock |  | G.2 doing; G.3 doing
2026-03-10 15:00 | tax   | deliver G.2: result="按当年安置价计税费，不按二〇一七年市场评估价" amount=887000 | G.2 delivered
2026-03-11 09:00 | fund  | deliver G.3: result="公共维修基金缓交" | G.3 delivered
2026-03-12 09:00 | house | report-impossible G.4: reason="一户继承人在外地，另案办" | G.4 impossible
2026-03-16 09:00 | clerk | look-again G: note="三家单位都有结果了" next_review=2026-03-20 | G working; G review 2026-03-20
2026-03-18 09:00 | clerk | conclude G: outcome="四十户办证，税费共缴八十八万七千元，维修基金缓交" amount=887000 instead_of=3000000 | G telling; due G 2026-04-17; field G amount 88700000
2026-03-19 09:00 | lin   | told G: whom=安置房1号 how=visit | refused WRONG_POST
2026-03-19 10:00 | clerk | told G: whom=安置房1号 how=visit | G telling
2026-03-19 10:01 | clerk | told G: whom=安置房1号 how=phone | refused ALREADY
2026-03-19 10:07 | clerk | told G: whom=安置房2号 how=meeting | G telling
2026-03-19 10:08 | head  | told G: whom=安置房3号 how=visit | G telling
2026-03-19 10:09 | clerk | told G: whom=安置房4号 how=phone | G telling
2026-03-19 10:10 | clerk | told G: whom=安置房5号 how=meeting | G telling
2026-03-19 10:11 | head  | told G: whom=安置房6号 how=visit | G telling
2026-03-19 10:12 | clerk | told G: whom=安置房7号 how=phone | G telling
2026-03-19 10:13 | clerk | told G: whom=安置房8号 how=meeting | G telling
2026-03-19 10:14 | head  | told G: whom=安置房9号 how=visit | G telling
2026-03-19 10:15 | clerk | told G: whom=安置房10号 how=phone | G telling
2026-03-19 10:16 | clerk | told G: whom=安置房11号 how=meeting | G telling
2026-03-19 10:17 | head  | told G: whom=安置房12号 how=visit | G telling
2026-03-19 10:18 | clerk | told G: whom=安置房13号 how=phone | G telling
2026-03-19 10:19 | clerk | told G: whom=安置房14号 how=meeting | G telling
2026-03-19 10:20 | head  | told G: whom=安置房15号 how=visit | G telling
2026-03-19 10:21 | clerk | told G: whom=安置房16号 how=phone | G telling
2026-03-19 10:22 | clerk | told G: whom=安置房17号 how=meeting | G telling
2026-03-19 10:23 | head  | told G: whom=安置房18号 how=visit | G telling
2026-03-19 10:24 | clerk | told G: whom=安置房19号 how=phone | G telling
2026-03-19 10:25 | clerk | told G: whom=安置房20号 how=meeting | G telling
2026-03-20 09:01 | head  | told G: whom=安置房21号 how=visit | G telling
2026-03-20 09:02 | clerk | told G: whom=安置房22号 how=phone | G telling
2026-03-20 09:03 | clerk | told G: whom=安置房23号 how=meeting | G telling
2026-03-20 09:04 | head  | told G: whom=安置房24号 how=visit | G telling
2026-03-20 09:05 | clerk | told G: whom=安置房25号 how=phone | G telling
2026-03-20 09:06 | clerk | told G: whom=安置房26号 how=meeting | G telling
2026-03-20 09:07 | head  | told G: whom=安置房27号 how=visit | G telling
2026-03-20 09:08 | clerk | told G: whom=安置房28号 how=phone | G telling
2026-03-20 09:09 | clerk | told G: whom=安置房29号 how=meeting | G telling
2026-03-20 09:10 | head  | told G: whom=安置房30号 how=visit | G telling
2026-03-20 09:11 | clerk | told G: whom=安置房31号 how=phone | G telling
2026-03-20 09:12 | clerk | told G: whom=安置房32号 how=meeting | G telling
2026-03-20 09:13 | head  | told G: whom=安置房33号 how=visit | G telling
2026-03-20 09:14 | clerk | told G: whom=安置房34号 how=phone | G telling
2026-03-20 09:15 | clerk | told G: whom=安置房35号 how=meeting | G telling
2026-03-20 09:16 | head  | told G: whom=安置房36号 how=visit | G telling
2026-03-20 09:17 | clerk | told G: whom=安置房37号 how=phone | G telling
2026-03-20 09:18 | clerk | told G: whom=安置房38号 how=meeting | G telling
2026-03-20 09:19 | head  | told G: whom=安置房39号 how=visit | G telling
2026-03-20 09:20 | clerk | told G: whom=安置房40号 how=phone | G closed by close

# it cannot be solved now: the offices are stopped, every household hears why, and it may be put again
cast | clerk clerk@village | head group-head@resident-group | house housing-office@township
place | 500109005005
roster | three | 老屋{} x 3
roster | late | 山脚{} x 1
2026-01-05 09:00 | clerk | open legacy K: title="征地多年未安置" household=three basis="征地安置文件" | K registered
2026-01-05 10:00 | clerk | add-household K: another=山脚1 | K registered
2026-01-06 09:00 | clerk | share-out K: parts="核对安置名单" | K working; count K.* waiting 1
2026-01-07 09:00 | clerk | entrust K.1: assignee=house | K.1 doing
2026-02-02 09:00 | clerk | give-up K: because="今年没有房源，明年项目批下来再提" | K explaining; field K.1 result withdrawn
2026-02-03 09:00 | clerk | told K: whom=老屋1 how=visit | K explaining
2026-02-03 09:10 | head  | told K: whom=老屋2 how=visit | K explaining
2026-02-03 09:20 | clerk | told K: whom=老屋3 how=phone | K explaining
2026-02-03 09:30 | clerk | told K: whom=山脚1 how=phone | K unsolved by close-unsolved
