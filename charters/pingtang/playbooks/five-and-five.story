# small: somebody is responsible, so it is simply done, looked at, shown
cast | long resident | mei resident | clerk clerk@village | lee electrician | wei seat:supervision
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five A: title="7栋一楼声控灯拍手也不亮" category=light | A collected; holder A clerk; due A 2026-03-03
2026-03-02 09:30 | mei   | go-small A: assignee=lee | refused WRONG_POST
2026-03-02 09:40 | clerk | go-big A: question="要不要换灯" | refused ANSWER_way
2026-03-02 09:50 | clerk | consult A: note="问了一楼两家，都说上周起不亮" | A collected; due A 2026-03-03
2026-03-02 10:00 | clerk | go-small A: assignee=lee | A handling; holder A lee; due A 2026-03-09
2026-03-04 16:00 | lee   | give-answer A: result="换了感应头，脚步声就亮" | A checking; holder A wei; due A 2026-03-09
2026-03-05 09:00 | lee   | show A: remark="很好" | refused WRONG_POST
2026-03-05 10:00 | wei   | show A: remark="晚上去走过一遍" | A shown; seen mei A; due A 2026-03-20
2026-03-05 20:00 | long  | rate A: stars=5 | A shown; field A stars 5
2026-03-21 00:00 | clock | | A closed by close

# big: the representatives carry it, it is on show for fifteen days, and then it is done
cast | long resident | mei resident | clerk clerk@village | chief secretary@village | lee electrician | zhu chair:village-assembly | wei seat:supervision
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five B: title="小广场边上加一排凉棚" category=project | B collected; seen mei B; field B way big
2026-03-02 10:00 | clerk | go-small B: assignee=lee | refused ANSWER_way
2026-03-02 10:01 | clerk | go-big B: | refused MISSING:question
2026-03-02 10:02 | clerk | go-big B: question="用集体收益一万二在小广场装凉棚，同意不同意" | B deciding; holder B chief; due B 2026-04-01
2026-03-02 11:00 | long  | assembly B: present=26 yes=20 minutes="同意" | refused WRONG_POST
2026-03-13 19:00 | zhu   | assembly B: present=21 yes=22 minutes="数错了" | refused MORE_HANDS_THAN_PEOPLE:21
2026-03-13 20:00 | zhu   | assembly B: present=26 yes=20 minutes="二十六人到会，二十人同意，资金从集体收益出" | B announced by carried; holder B chief; due B 2026-04-02
2026-03-20 09:00 | chief | arrange B: assignee=lee plan="凉棚四跨带灯，一万二以内" promised_on=2026-05-20 | refused NOTICE_RUNNING:decision
2026-03-30 09:00 | chief | arrange B: assignee=lee plan="凉棚四跨带灯，一万二以内" promised_on=2026-05-20 | B carrying-out; holder B lee; due B 2026-05-20
2026-05-18 17:00 | lee   | give-answer B: result="凉棚四跨，带两盏灯，花了一万一千六" | B checking
2026-05-19 09:00 | wei   | show B: remark="和会上说的一样" | B shown
2026-06-04 00:00 | clock | | B closed by close

# big: voted down, and whoever asked is told why
cast | long resident | clerk clerk@village | chief secretary@village | zhu chair:village-assembly
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five R: title="全社区集资装门禁" category=hazard | R collected; field R way big
2026-03-02 10:00 | clerk | go-big R: question="每户出一百二装门禁，同意不同意" | R deciding
2026-03-12 20:00 | zhu   | assembly R: present=24 yes=9 minutes="多数户嫌贵" | R explaining by rejected; holder R chief; due R 2026-03-17
2026-03-13 09:00 | chief | explain R: result="到会二十四人，九人同意，没过半。钱的事想办法，明年再提" | R shown
2026-03-14 09:00 | long  | rate R: stars=3 | ok
2026-03-29 00:00 | clock | | R closed by close

# big: too few came, twice; it is set aside and explained
cast | long resident | clerk clerk@village | chief secretary@village | zhu chair:village-assembly
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five Q: title="居民公约里加一条楼道不放杂物" category=service | Q collected
2026-03-02 10:00 | clerk | go-big Q: question="公约第七条改成楼道不放杂物" | Q deciding
2026-03-13 20:00 | zhu   | assembly Q: present=15 yes=0 minutes="应到三十一人，到了十五人" | Q gathering by inquorate; holder Q chief; due Q 2026-03-27
2026-03-16 09:00 | chief | convene Q: how="改在周六晚上，楼栋长上门请" | Q deciding
2026-03-28 20:00 | zhu   | assembly Q: present=20 yes=0 minutes="还差一个人" | Q gathering by inquorate
2026-03-30 09:00 | chief | set-aside Q: because="两次人数都不够，农忙后再议" | Q explaining
2026-03-30 10:00 | chief | explain Q: result="两次都没开成，农忙后第一次会先议这条" | Q shown
2026-04-15 00:00 | clock | | Q closed by close

# private: accompanied, shown to nobody
cast | long resident | mei resident | clerk clerk@village | zhou grid-member@grid | wei seat:supervision | leader leader@township
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five P: title="家里老人住院，报销单子看不懂" category=medicine | P collected; unseen mei P; unseen wei P; unseen leader P
2026-03-02 10:00 | clerk | go-small P: assignee=zhou | refused ANSWER_way
2026-03-02 10:01 | clerk | change-way P: way=small because="顺手就办了" | refused ANSWER_way
2026-03-02 10:02 | clerk | go-private P: assignee=zhou | P accompanied; holder P zhou; unseen mei P
2026-03-04 16:00 | zhou  | answer-privately P: result="一起去医院窗口办了，下月到账" | P answered; unseen mei P; unseen wei P
2026-03-05 09:00 | wei   | show P: remark="办得好" | refused WRONG_POST
2026-03-05 10:00 | long  | confirm P: stars=5 | P closed; unseen mei P; unseen leader P

# words decide the way; the holder changes it with a reason; its owner may open what is private
cast | long resident | mei resident | clerk clerk@village | zhou grid-member@grid
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five W: title="楼道里两家为放鞋柜吵架" category=hazard | W collected; unseen mei W
2026-03-02 10:00 | clerk | go-private W: assignee=zhou | W accompanied
2026-03-03 09:00 | mei   | make-common W: way=small | refused WRONG_POST
2026-03-03 09:10 | long  | make-common W: way=small | W collected; holder W clerk; seen mei W
2026-03-03 10:00 | clerk | change-way W: way=big | refused MISSING:because
2026-03-03 10:01 | clerk | change-way W: way=big because="楼楼都有鞋柜，该大家定" | W collected; field W way big
2026-03-03 10:02 | clerk | change-way W: way=small because="先把这一处清出来，公约另外议" | W collected; field W way small
2026-03-03 10:10 | clerk | go-small W: assignee=zhou | W handling; holder W zhou
2026-03-04 18:00 | zhou  | give-answer W: result="两家各退一半，通道留足一米二" | W checking
2026-03-05 08:00 | long  | confirm W: stars=4 | refused NOT_FROM_HERE

# late in the community, taken over by the street; not settled, done by somebody else
cast | long resident | clerk clerk@village | tclerk clerk@township | pan plumber | fu plumber | wei seat:supervision
place | 522727001004
2026-03-02 09:00 | long   | open five-and-five L: title="化粪池往外冒" category=drain | L collected
2026-03-03 18:00 | clock  | | L offered township; L overdue
2026-03-04 09:00 | tclerk | accept L: | L level township; holder L tclerk
2026-03-04 10:00 | tclerk | go-small L: assignee=pan | L handling; holder L pan; due L 2026-03-11
2026-03-06 10:00 | pan    | give-answer L: result="抽过一车" | L checking
2026-03-06 16:00 | pan    | show L: remark="我看行" | refused WRONG_POST
2026-03-06 17:00 | wei    | keep-back L: | refused MISSING:because
2026-03-06 17:01 | wei    | keep-back L: because="只是抽了，没看出通没通" | L answered; holder L long
2026-03-07 09:00 | long   | not-settled L: reason="又冒了" | L collected; holder L tclerk
2026-03-09 09:00 | tclerk | go-small L: assignee=pan | refused BARRED
2026-03-09 09:01 | tclerk | go-small L: assignee=fu | L handling; holder L fu
2026-03-12 10:00 | fu     | give-answer L: result="管道掏通，池子清底" | L checking
2026-03-13 09:00 | wei    | fail-check L: fault="池子清了，管道还堵着一段" | L collected; holder L tclerk
2026-03-13 10:00 | tclerk | go-small L: assignee=fu | L handling; holder L fu
2026-03-16 10:00 | fu     | give-answer L: result="最后一段也通了，放水试过" | L checking
2026-03-16 15:00 | wei    | show L: remark="放水看过，通" | L shown
2026-04-01 00:00 | clock  | | L closed by close

# while it is being handled it turns out to be everybody's: sorted again, with a reason
cast | long resident | clerk clerk@village | chief secretary@village | lee electrician
place | 522727001004
2026-03-02 09:00 | long  | open five-and-five Z: title="车棚电线太乱" category=power | Z collected; field Z way small
2026-03-02 10:00 | clerk | go-small Z: assignee=lee | Z handling; holder Z lee
2026-03-03 09:00 | lee   | resort Z: way=big | refused MISSING:because
2026-03-03 09:01 | lee   | resort Z: way=big because="要整个车棚重新布线，动集体的钱" | Z collected; holder Z clerk; field Z way big
2026-03-03 10:00 | clerk | go-big Z: question="用集体收益八千元给车棚重新布线" | Z deciding; holder Z chief
2026-03-04 09:00 | long  | withdraw Z: reason="先不急" | Z withdrawn
