# one wish from each of the five channels, from order to published result
cast | yang resident | luo resident | granny resident | zhou grid-member@grid | shi linked-head@linked-household | tan building-head@building | clerk clerk@village | lee electrician | pan plumber | mo cleaner | wei seat:supervision | lin resident
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists A: title="3栋二单元楼道灯不亮" category=light channel=app | A ordered; holder A clerk; due A 2026-03-03; field A channel app
2026-03-02 09:20 | zhou  | open four-lists B: for=granny title="五楼上午没水，老人提不动桶" category=water channel=visit | B ordered; seen granny B
2026-03-02 20:10 | shi   | open four-lists C: for=luo title="院坝里的石凳断了一条腿" category=facility channel=meeting | C ordered
2026-03-03 08:40 | clerk | open four-lists D: title="垃圾桶太靠近一楼窗户，味大" category=sanitation channel=box | D ordered
2026-03-03 08:50 | tan   | open four-lists E: for=luo title="放学到下班这两个钟头，娃娃没地方去" category=school channel=chat | E ordered; due E 2026-03-04
2026-03-03 09:00 | lin   | dispatch A: assignee=lee delivery=app | refused WRONG_POST
2026-03-03 09:05 | clerk | dispatch A: | refused MISSING:assignee MISSING:delivery
2026-03-03 09:10 | clerk | dispatch A: assignee=lee delivery=pigeon | refused BAD:delivery
2026-03-03 09:15 | clerk | dispatch A: assignee=lee delivery=app | A dispatched; holder A lee; due A 2026-03-04
2026-03-03 09:20 | clerk | dispatch B: assignee=pan delivery=phone brief="老人耳背，多响几声" | B dispatched; holder B pan
2026-03-03 09:25 | clerk | dispatch C: assignee=mo delivery=paper | C dispatched
2026-03-03 09:30 | clerk | dispatch D: assignee=mo delivery=paper | D dispatched
2026-03-03 09:35 | clerk | dispatch E: assignee=clerk delivery=app | E dispatched; holder E clerk
2026-03-03 10:00 | lee   | claim A: measures="换灯头和开关" promised_on=2026-03-05 promise="周四天黑前亮" | A claimed; due A 2026-03-05
# Three working days are what water may take from the first word, so the promise of the 9th binds less.
2026-03-03 10:20 | pan   | claim B: measures="查增压泵" promised_on=2026-03-09 promise="先把水送上五楼" | B claimed; due B 2026-03-05
2026-03-03 10:30 | mo    | claim C: measures="重砌石凳" promised_on=2026-03-10 promise="下周二能坐" | C claimed; due C 2026-03-10
2026-03-03 10:40 | mo    | claim D: measures="桶挪到围墙边" promised_on=2026-03-04 promise="明天挪" | D claimed; due D 2026-03-04
2026-03-03 11:00 | clerk | claim E: measures="开放活动室，排老师值班" promised_on=2026-03-02 promise="从明天起" | refused BAD:promised_on
2026-03-03 11:01 | clerk | claim E: measures="开放活动室，排老师值班" promised_on=2026-03-09 promise="下周一起有人看着写作业" | E claimed; due E 2026-03-09
2026-03-04 16:00 | mo    | finish D: result="两只桶挪到围墙边，换了带盖的" photo=1 | D checking; holder D wei
2026-03-05 15:00 | lee   | finish A: result="灯头和声控开关都换了" | refused NO_EVIDENCE
2026-03-05 15:10 | lee   | finish A: result="灯头和声控开关都换了" photo=1 | A checking; due A 2026-03-10
2026-03-05 16:00 | pan   | finish B: result="增压泵换了电容，五楼水正常" photo=1 | B checking
2026-03-06 09:00 | lee   | publish A: remark="我自己看过" | refused WRONG_POST
2026-03-06 10:00 | wei   | publish A: remark="晚上去看过，亮的" | A published; seen lin A; due A 2026-03-21
2026-03-06 10:05 | wei   | publish B: remark="拧开五楼龙头试了" | B published
2026-03-06 10:10 | wei   | publish D: remark="没味了" | D published
2026-03-06 12:00 | yang  | rate A: stars=5 words="亮堂" | A published; field A stars 5
2026-03-06 12:01 | yang  | rate A: stars=5 | refused ALREADY
2026-03-06 12:10 | lin   | rate A: stars=1 | refused WRONG_POST
2026-03-06 13:00 | yang  | thank A: text="谢谢李电工" | ok
2026-03-07 09:00 | granny | rate B: stars=4 | ok
2026-03-09 17:00 | clerk | finish E: result="活动室四点到六点半开门，两位老师轮流" photo=1 | E checking
2026-03-10 17:00 | mo    | finish C: result="石凳重砌，抹了边" photo=1 | C checking
2026-03-11 09:00 | wei   | publish C: remark="坐了坐，稳的" | C published
2026-03-11 09:10 | wei   | publish E: remark="下午去看，有十一个娃娃" | E published
2026-03-22 00:00 | clock | | A closed by close; B closed by close; D closed by close
2026-03-27 00:00 | clock | | C closed by close; E closed by close

# late, taken over by silence, not settled, done again by somebody else, twice and no more
cast | yang resident | clerk clerk@village | tclerk clerk@township | lee electrician | wu electrician | han electrician | wei seat:supervision | leader leader@township
place | 522727104001
2026-03-02 09:00 | yang   | open four-lists M: title="社区门口路灯不亮" category=light | M ordered; due M 2026-03-03
2026-03-02 10:00 | clerk  | dispatch M: assignee=lee delivery=app | M dispatched
2026-03-02 11:00 | lee    | claim M: measures="换灯" promised_on=2026-03-05 promise="周四前亮" | M claimed; due M 2026-03-05
2026-03-05 17:59 | clock  | | M claimed
2026-03-05 18:00 | clock  | | M offered township; M overdue
2026-03-06 09:00 | wei    | inquire M: question="说好周四，为什么还黑着？" | ok
2026-03-06 09:30 | tclerk | refuse M: reason="镇里也没有灯" | refused NO_ONE_ABOVE_TO_ADJUDICATE
2026-03-06 10:00 | lee    | respond M: answer="灯柱里的线断了，要换电缆" | ok
2026-03-06 18:00 | clock  | | M level township by silence; holder M tclerk
2026-03-06 18:30 | lee    | finish M: result="好了" photo=1 | refused WRONG_POST
2026-03-06 19:00 | tclerk | finish M: result="换了新灯" | refused NO_EVIDENCE
2026-03-06 19:30 | tclerk | finish M: result="换了新灯" photo=1 | M checking
2026-03-07 09:00 | wei    | publish M: remark="亮了一盏，还有一盏不亮" | M published
2026-03-08 09:00 | yang   | rate M: stars=2 | ok
2026-03-08 09:05 | yang   | reopen M: | refused MISSING:reason
2026-03-08 09:06 | yang   | reopen M: reason="亮两天又黑了" | M ordered; holder M tclerk
2026-03-08 10:00 | tclerk | dispatch M: assignee=lee delivery=phone | refused BARRED
2026-03-08 10:01 | tclerk | dispatch M: assignee=wu delivery=phone | M dispatched; holder M wu
# A promise may be far away; twenty working days are the most that it is worth.
2026-03-08 11:00 | wu     | claim M: measures="换整段电缆" promised_on=2026-05-30 promise="换到底" | M claimed; due M 2026-04-03
2026-03-20 15:00 | wu     | finish M: result="电缆换了四十米" photo=1 | M checking
2026-03-23 09:00 | wei    | publish M: remark="两盏都亮" | M published
2026-03-24 20:00 | yang   | reopen M: reason="下雨就跳闸" | M ordered
2026-03-25 09:00 | tclerk | dispatch M: assignee=han delivery=app | M dispatched
2026-03-25 10:00 | han    | claim M: measures="接头重新防水" promised_on=2026-03-27 promise="雨天也亮" | M claimed
2026-03-27 11:00 | han    | finish M: result="接头灌胶，淋水试过" photo=1 | M checking
2026-03-27 15:00 | wei    | publish M: remark="泼水试过，不跳" | M published
2026-03-28 09:00 | yang   | reopen M: reason="再看看" | refused TOO_OFTEN:2
2026-03-28 09:10 | yang   | rate M: stars=5 | ok
2026-04-12 00:00 | clock  | | M closed by close

# nobody certifies their own work; what fails the check goes back
cast | yang resident | clerk clerk@village | wei seat:supervision electrician | ran seat:supervision
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists S: title="楼梯扶手松了" category=facility | S ordered
2026-03-02 10:00 | clerk | dispatch S: assignee=wei delivery=app | S dispatched; holder S wei
2026-03-02 11:00 | wei   | claim S: measures="焊牢" promised_on=2026-03-04 promise="后天稳当" | S claimed
2026-03-04 11:00 | wei   | finish S: result="焊好刷漆" photo=1 | S checking
2026-03-04 12:00 | wei   | publish S: remark="自己看过，很好" | refused APART:claim APART:finish
2026-03-04 15:00 | ran   | fail-check S: fault="还差一颗螺丝，晃" | S ordered; holder S clerk
2026-03-05 09:00 | clerk | dispatch S: assignee=wei delivery=phone | S dispatched
2026-03-05 09:30 | wei   | claim S: measures="补螺丝" promised_on=2026-03-05 promise="今天" | S claimed
2026-03-05 14:00 | wei   | finish S: result="四颗螺丝都拧上了" photo=1 | S checking
2026-03-05 16:00 | ran   | publish S: remark="摇不动了" | S published

# nobody dispatches, nobody accepts: it climbs by itself and the top is seen to be late
cast | yang resident | clerk clerk@village | tclerk clerk@township | pan plumber@village | wei seat:supervision
place | 522727104001
2026-03-02 16:00 | yang   | open four-lists N: title="下水道反味" category=drain | N ordered; due N 2026-03-03
2026-03-03 18:00 | clock  | | N offered township
2026-03-04 09:00 | tclerk | accept N: | N level township; holder N tclerk; due N 2026-03-05
2026-03-05 18:00 | clock  | | N overdue
2026-03-06 09:00 | wei    | inquire N: question="到镇上两天了，谁去看过？" | ok
2026-03-06 09:30 | tclerk | respond N: answer="今天下午去" | ok
2026-03-06 10:00 | tclerk | dispatch N: assignee=pan delivery=phone | N dispatched; due N 2026-03-09

# handed sideways, refused, ruled upon one level up
cast | yang resident | clerk clerk@village | tclerk clerk@township | pan plumber@village | lee electrician@village
place | 522727104001
2026-03-02 09:00 | yang   | open four-lists H: title="水泵房一到晚上就跳闸" category=water | H ordered
2026-03-02 10:00 | clerk  | hand-over H: to=plumber | refused MISSING:reason
2026-03-02 10:01 | clerk  | hand-over H: to=plumber reason="水泵的事" | ok
2026-03-02 11:00 | pan    | refuse H: reason="跳闸是电的事" | ok
2026-03-02 11:30 | clerk  | adjudicate H: to=plumber | refused WRONG_POST
2026-03-02 14:00 | tclerk | adjudicate H: to=village reason="社区先把电工和水管组叫到一起" | H ordered; holder H clerk
2026-03-02 15:00 | clerk  | dispatch H: assignee=lee delivery=phone | H dispatched; holder H lee
2026-03-02 16:00 | lee    | send-back H: | refused MISSING:reason
2026-03-02 16:01 | lee    | send-back H: reason="泵是好的，水压开关坏了，归水管组" | H ordered
2026-03-03 09:00 | clerk  | dispatch H: assignee=pan delivery=phone | H dispatched; holder H pan

# a quarrel between neighbours: never on show, not even to the supervisors
cast | yang resident | lin resident | clerk clerk@village | zhou grid-member@grid | wei seat:supervision | leader leader@township
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists P: title="楼上天天往我家窗台滴水" category=neighbour | P ordered; unseen lin P; unseen wei P; unseen leader P; seen clerk P
2026-03-02 10:00 | clerk | dispatch P: assignee=zhou delivery=phone | P dispatched; seen zhou P
2026-03-02 11:00 | zhou  | claim P: measures="两家分开听" promised_on=2026-03-06 promise="周五前给您一个说法" | P claimed; due P 2026-03-06
2026-03-05 19:00 | zhou  | finish P: result="说好了" photo=1 | refused ANSWER_way
2026-03-05 19:05 | zhou  | finish-private P: result="楼上接了滴水管，两家握了手" | P answered; holder P yang; unseen lin P; unseen wei P
2026-03-05 20:00 | lin   | comment P: text="听说吵架了？" | refused WRONG_POST
2026-03-06 08:00 | yang  | rate P: stars=5 | ok
2026-03-21 00:00 | clock | | P closed by let-be; unseen lin P; unseen wei P

# not taken on: one lets it be, the other insists and the township decides
cast | yang resident | luo resident | clerk clerk@village | tclerk clerk@township | zhou grid-member@grid
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists X: title="想让社区帮我卖二手车" category=service | X ordered
2026-03-02 10:00 | clerk | decline X: | refused MISSING:reason
2026-03-02 10:01 | clerk | decline X: reason="买卖的事社区不经手，可以贴在公告栏" | X refusing; holder X yang; due X 2026-03-09
2026-03-02 11:00 | luo   | open four-lists Y: title="班车改点了，娃娃赶不上" category=service | Y ordered
2026-03-02 12:00 | clerk | decline Y: reason="班车归客运公司" | Y refusing
2026-03-03 08:00 | luo   | insist Y: reason="客运公司只听镇里的" | Y ordered; Y offered township
2026-03-04 18:00 | clock | | Y level township by silence; holder Y tclerk
2026-03-05 09:00 | tclerk | dispatch Y: assignee=tclerk delivery=phone | Y dispatched; holder Y tclerk
2026-03-05 11:00 | tclerk | claim Y: measures="和客运公司谈" promised_on=2026-03-20 promise="二十号前定下班次" | Y claimed
2026-03-10 00:00 | clock | | X declined by let-go

# time stands still only when a second person agrees; what was mistaken is put right
cast | yang resident | luo resident | clerk clerk@village | chief secretary@village | pan plumber
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists T: title="六栋整栋没水" category=facility | T ordered
2026-03-02 09:30 | clerk | correct T: category=water reason="是停水，不是场所" | T ordered; field T category water
2026-03-02 09:40 | luo   | open four-lists U: title="六栋没水" category=water | U ordered
2026-03-02 09:50 | clerk | join U: with=T | U joined
2026-03-02 10:00 | clerk | dispatch T: assignee=pan delivery=phone | T dispatched
2026-03-02 10:30 | pan   | claim T: measures="换主阀" promised_on=2026-03-05 promise="周四来水" | T claimed; due T 2026-03-05
2026-03-02 11:00 | pan   | ask T: question="几楼以上没水？" | ok
2026-03-02 11:30 | yang  | reply T: answer="三楼以上" | ok
2026-03-02 12:00 | yang  | comment T: text="麻烦快点" | ok; due T 2026-03-05
2026-03-03 09:00 | pan   | suspend T: until=2026-03-10 reason="主阀从州里发货" | ok
2026-03-03 09:10 | pan   | approve T: | refused WRONG_POST
2026-03-03 10:00 | chief | approve T: | ok
2026-03-03 11:00 | pan   | finish T: result="装好" photo=1 | refused SUSPENDED
2026-03-10 00:00 | clock | | T claimed; due T 2026-03-13
2026-03-11 10:00 | pan   | finish T: result="主阀换好，试水一夜" photo=1 | T checking
2026-03-12 09:00 | yang  | withdraw T: reason="已经有水了" | T withdrawn

# no name given, a neighbour says "mine too", the clerk's chief gives the work to somebody; more time is asked for
cast | yang resident | luo resident | clerk clerk@village | chief secretary@village | mo cleaner | nong cleaner | wei seat:supervision | leader leader@township
place | 522727104001
2026-03-02 09:00 | yang  | open four-lists K: title="楼道里堆满纸壳" category=sanitation channel=box anonymous=yes | K ordered; seen luo K
2026-03-02 09:05 | yang  | open four-lists J: title="家里两口子的事" category=family anonymous=yes | refused NOT_ANONYMOUS_HERE
2026-03-02 10:00 | luo   | mine-too K: | ok
2026-03-02 11:00 | clerk | ask K: question="哪一栋？" | refused NOBODY_TO_ASK
2026-03-02 14:00 | clerk | dispatch K: assignee=mo delivery=paper | K dispatched; holder K mo
2026-03-02 15:00 | mo    | claim K: measures="清走" promised_on=2026-03-04 promise="后天清完" | K claimed; due K 2026-03-04
2026-03-03 09:00 | clerk | attach K: photo=1 | ok
2026-03-03 10:00 | mo    | extend K: until=2026-03-04 reason="车坏了" | refused BAD:until
2026-03-03 10:01 | mo    | extend K: until=2026-03-06 reason="车坏了" | ok
2026-03-03 11:00 | clerk | reject K: reason="借一辆，明天照样清" | ok; due K 2026-03-04
2026-03-03 12:00 | mo    | extend K: until=2026-03-05 reason="借的车后天才到" | ok
2026-03-03 14:00 | chief | approve K: | K claimed; due K 2026-03-05
2026-03-03 15:00 | chief | assign K: to=nong | ok; holder K nong
2026-03-04 09:00 | nong  | suspend K: until=2026-03-20 reason="等消防来人一起看" | ok
2026-03-04 10:00 | chief | approve K: | ok
2026-03-05 09:00 | chief | resume K: | K claimed
2026-03-05 16:00 | nong  | finish K: result="清了一车半，墙上贴了提醒" photo=1 | K checking

# dispatch cannot settle it: the representatives do, and it comes back to the same order
cast | yang resident | lin resident | clerk clerk@village | zhu chair:village-assembly | lee electrician | wei seat:supervision
2026-03-02 09:00 | yang  | open four-lists T: title="两栋楼都要在中间装路灯，各不相让" category=light | T ordered; holder T clerk
2026-03-02 10:00 | lin   | put-to-meeting T: question="装在中间同意不同意" | refused WRONG_POST
2026-03-02 10:10 | clerk | put-to-meeting T: | refused MISSING:question
2026-03-02 10:20 | clerk | put-to-meeting T: question="路灯装在两栋楼中间的花坛边，同意不同意" | T before-meeting; holder T clerk; due T 2026-04-11
2026-03-02 10:30 | clerk | dispatch T: assignee=lee delivery=app | refused NOT_FROM_HERE
2026-03-10 19:00 | clerk | call-meeting T: | refused WRONG_POST
2026-03-10 19:10 | zhu   | call-meeting T: | ok
2026-03-10 19:20 | zhu   | let-in T: present=20 | ok
2026-03-10 19:30 | zhu   | put-question T: | refused QUORUM_SHORT:1
2026-03-10 20:00 | zhu   | assembly T: present=20 yes=20 minutes="到二十人，还差一人" | T ordered by meeting-short; holder T clerk
2026-03-11 09:00 | clerk | put-to-meeting T: question="路灯装在两栋楼中间的花坛边，同意不同意" | T before-meeting
2026-03-14 20:00 | zhu   | assembly T: present=26 yes=12 minutes="二十六人到会，十二人同意，没有过半" | T ordered by meeting-declined; holder T clerk
2026-03-15 09:00 | clerk | put-to-meeting T: question="两头各装一盏小的，同意不同意" | T before-meeting
2026-03-15 20:00 | zhu   | assembly T: present=26 yes=24 minutes="二十六人到会，二十四人同意" | T ordered by meeting-carried; holder T clerk; due T 2026-03-16
2026-03-16 09:00 | clerk | dispatch T: assignee=lee delivery=app brief="按会上定的，两头各一盏" | T dispatched; holder T lee
2026-03-16 10:00 | lee   | claim T: measures="两头各一盏四十瓦" promised_on=2026-03-20 promise="二十号前亮" | T claimed; due T 2026-03-20
2026-03-19 10:00 | lee   | finish T: result="两头各装一盏，都亮了" photo=1 | T checking
2026-03-20 10:00 | wei   | publish T: remark="和会上定的一样" | T published
2026-04-05 00:00 | clock | | T closed by close

# what was told in confidence is put before no meeting
cast | yang resident | clerk clerk@village
2026-03-02 09:00 | yang  | open four-lists S: title="老人没人照看" category=elder | S ordered; field S way private
2026-03-02 10:00 | clerk | put-to-meeting S: question="谁来照看" | refused STAYS_PRIVATE
2026-03-02 11:00 | clerk | comment S: text="不上会，我去家里说" | S ordered
