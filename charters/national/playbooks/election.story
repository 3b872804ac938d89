# a courtyard head, by phone and on paper in one count: sheets with numbers are declared,
# handed out, spoiled, read by two and again; nobody does both; nobody has half, so the
# first two stand again; alike again, three by phone against phone and paper, the lot
# sealed beforehand decides; the one before hands over
cast | chen chair:election-committee | lu seat:election-committee | mo seat:election-committee | clerk clerk@village | old courtyard-head@courtyard resident | yang resident | lin resident | wang resident | zhao resident | sun resident | qian resident
2026-03-02 09:00 | yang | open election E: place=courtyard title="选院落长" office=courtyard-head seats=1 polls_on=2026-03-20 venue="院坝" | refused WRONG_POST
2026-03-02 09:10 | chen | open election E: place=courtyard title="选院落长" office=courtyard-head seats=1 polls_on=2026-03-06 venue="院坝" | refused NOTICE_SHORT:3
2026-03-02 09:20 | chen | open election E: place=courtyard title="选院落长" office=courtyard-head seats=2 polls_on=2026-03-20 venue="院坝" | refused BAD:seats
2026-03-02 09:30 | chen | open election E: place=courtyard title="选院落长" office=courtyard-head seats=1 polls_on=2026-03-20 venue="院坝" | E roll; holder E chen; seen yang E
2026-03-03 10:00 | yang | nominate E: who=wang | refused NOT_NOMINATING
2026-03-03 10:10 | yang | object-roll E: text="我妈也住这院，漏了" | ok
2026-03-03 10:20 | chen | take-nominations E: | refused ROLL_OPEN ROLL_OBJECTED
2026-03-06 09:00 | chen | take-nominations E: | refused ROLL_OBJECTED
2026-03-06 09:10 | chen | answer-roll E: text="查了，她的户口和住处都在隔壁院" | ok
2026-03-06 09:20 | chen | take-nominations E: | E nominating
2026-03-06 10:00 | chen | nominate E: who=wang | refused NOT_ON_THE_ROLL
2026-03-06 10:10 | yang | nominate E: who=wang words="修渠他出过力" | ok
2026-03-06 10:20 | lin  | nominate E: who=wang | refused ALREADY_NOMINATED
2026-03-06 10:30 | zhao | nominate E: who=zhao | ok
2026-03-06 10:40 | lin  | nominate E: who=old | ok
2026-03-06 11:00 | lin  | stand E: who=wang | refused WRONG_POST
2026-03-06 11:10 | chen | close-list E: | refused TOO_FEW_CANDIDATES:1
2026-03-06 12:00 | wang | stand E: | ok
2026-03-06 12:10 | old  | stand E: answer=declined | ok
2026-03-07 09:00 | chen | close-list E: | E slated
2026-03-07 09:10 | chen | show-candidates E: | E candidates-shown
2026-03-08 09:00 | chen | open-poll E: | refused NOTICE_RUNNING:candidates
2026-03-16 09:00 | chen | open-poll E: | E voting
2026-03-16 09:10 | chen | poll E: | refused TOO_EARLY
2026-03-17 09:00 | lu   | declare-paper E: sheets=8 | refused WRONG_POST
2026-03-17 09:10 | chen | declare-paper E: sheets=8 way=open both=paper | refused SECRET_ONLY
2026-03-17 09:20 | chen | declare-paper E: sheets=8 both=paper | refused SECRET_IS_FIRST
2026-03-17 09:30 | chen | declare-paper E: sheets=8 | ok
2026-03-20 08:30 | chen | poll E: way=open | refused SECRET_ONLY DECLARED_OTHERWISE
2026-03-20 08:31 | chen | poll E: way=paper | refused NUMBERED_SHEETS DECLARED_OTHERWISE
2026-03-20 08:32 | lu   | hand-out E: to=lin | refused NOT_OPEN
2026-03-20 08:33 | chen | poll E: | ok
2026-03-20 09:00 | yang | vote E: mark=wang | ok
2026-03-20 09:05 | lu   | vote E: mark=wang for=wang | ok
2026-03-20 09:06 | lu   | vote E: mark=wang for=lin consent=maybe | refused BAD:consent
2026-03-20 09:10 | zhao | vote E: mark=wang+zhao | refused TOO_MANY_MARKS:1
2026-03-20 09:11 | zhao | vote E: mark=zhao | ok
2026-03-20 09:20 | clerk | vote E: mark=zhao | refused NOT_ON_THE_ROLL
2026-03-20 10:00 | lu   | hand-out E: to=yang | refused ALREADY_VOTED
2026-03-20 10:10 | lu   | hand-out E: to=lin+sun+qian | ok
2026-03-20 10:20 | sun  | vote E: mark=wang | refused TOOK_PAPER
2026-03-20 10:30 | lu   | hand-out E: to=sun | refused HAS_A_SHEET
2026-03-20 10:40 | lu   | spoil-sheet E: number=3 | ok
2026-03-20 10:41 | lu   | hand-out E: to=sun | ok
2026-03-20 16:50 | lu   | paper E: to=old | refused NUMBERED_SHEETS
2026-03-20 17:00 | lu   | read-sheet E: number=1 mark=zhao | refused BOX_SHUT
2026-03-20 17:01 | chen | count E: | refused BOX_SHUT
2026-03-20 17:02 | chen | open-box E: | ok
2026-03-20 17:03 | old  | vote E: mark=zhao | refused CLOSED
2026-03-20 17:10 | yang | read-sheet E: number=1 mark=zhao | refused WRONG_POST
2026-03-20 17:11 | lu,chen | read-sheet E: number=1 mark=zhao | ok
2026-03-20 17:12 | lu   | read-sheet E: number=1 mark=zhao | refused READ_BY_YOU:1
2026-03-20 17:13 | lu   | read-sheet E: number=3 mark=zhao | refused SHEET_SPOILED:3
2026-03-20 17:14 | lu   | read-sheet E: number=2 mark=wang+zhao | refused TOO_MANY_ON_SHEET
2026-03-20 17:15 | lu   | read-sheet E: number=2 mark=unclear | ok
2026-03-20 17:16 | chen | draw-sheets E: | refused READ_BY_ONE:1
2026-03-20 17:17 | chen | read-sheet E: number=2 mark=wang | ok
2026-03-20 17:18 | chen | draw-sheets E: | refused READ_OTHERWISE:1
2026-03-20 17:19 | mo   | read-sheet E: number=2 mark=unclear | ok
2026-03-20 17:20 | lu,mo | read-sheet E: number=4 mark=blank | ok
2026-03-20 17:21 | lu   | read-sheet E: number=5 mark=wang | refused MORE_SHEETS:1
2026-03-20 17:22 | chen | count E: | refused NOT_DRAWN
2026-03-20 17:23 | chen | draw-sheets E: | ok
2026-03-20 17:24 | chen | count E: | refused READ_AGAIN:3
2026-03-20 17:25 | clerk | read-sheet E: number=1 mark=zhao | ok
2026-03-20 17:26 | clerk | read-sheet E: number=2 mark=unclear | ok
2026-03-20 17:27 | clerk | read-sheet E: number=4 mark=blank | ok
2026-03-20 17:30 | chen | count E: | said unfilled; E voting by go-again
2026-03-20 18:00 | chen | declare-paper E: sheets=4 | ok
2026-03-20 18:01 | chen | poll E: | ok
2026-03-20 18:10 | yang,wang,lin | vote E: mark=wang | ok
2026-03-20 18:15 | zhao | vote E: mark=zhao | ok
2026-03-20 18:20 | lu   | hand-out E: to=sun+qian | ok
2026-03-20 18:30 | chen | open-box E: | ok
2026-03-20 18:31 | lu,chen | read-sheet E: number=1 mark=zhao | ok
2026-03-20 18:32 | lu,chen | read-sheet E: number=2 mark=zhao | ok
2026-03-20 18:33 | chen | draw-sheets E: | ok
2026-03-20 18:34 | mo   | read-sheet E: number=1 mark=zhao | ok
2026-03-20 18:35 | mo   | read-sheet E: number=2 mark=zhao | ok
2026-03-20 19:00 | chen | count E: | E counted by take-count
2026-03-20 19:10 | chen | confirm-count E: | E confirmed
2026-03-20 19:20 | chen | show-result E: | E result-shown
2026-03-28 00:00 | clock | | E appointed by take-office; old may-not see

# representatives, most votes: too few vote, so it is announced anew; a complaint about the
# count is upheld and the result falls; then it is called off
cast | chen chair:election-committee | lu seat:election-committee | clerk clerk@village | yang resident | lin resident | wang resident | zhao resident
2026-03-02 09:00 | chen | open election R: title="选代表" office=affairs seats=2 polls_on=2026-03-20 venue="村部" | refused NO_SUCH_OFFICE
2026-03-02 09:10 | chen | open election R: title="选代表" office=representatives seats=1 polls_on=2026-03-20 venue="村部" | R roll
2026-03-06 09:00 | chen | take-nominations R: | R nominating
2026-03-06 10:00 | wang | nominate R: who=wang | ok
2026-03-06 10:10 | zhao | nominate R: who=zhao | ok
2026-03-07 09:00 | chen | close-list R: candidates="两位都在村里住" | R slated
2026-03-07 09:10 | chen | show-candidates R: | R candidates-shown
2026-03-16 09:00 | chen | open-poll R: | R voting
2026-03-20 08:30 | chen | poll R: | ok
2026-03-20 09:00 | yang,lin | vote R: mark=wang | ok
2026-03-20 17:00 | chen | count R: | said inquorate; R not-elected by too-few
2026-03-21 09:00 | chen | announce-again R: reason="人没来够" polls_on=2026-04-08 venue="村部" | R roll
2026-03-26 09:00 | chen | take-nominations R: | R nominating
2026-03-26 10:00 | wang | nominate R: who=wang | ok
2026-03-26 11:00 | chen | close-list R: | R slated
2026-03-26 11:10 | chen | show-candidates R: | R candidates-shown
2026-03-27 09:00 | lin  | object R: notice=candidates text="他不住村里了" | ok
2026-03-28 09:00 | clerk | uphold R.1: reply="租出去了，确实不住" | R.1 upheld; R roll by reopen-nominations
2026-03-28 10:00 | chen | take-nominations R: | R nominating
2026-03-28 10:10 | zhao | nominate R: who=zhao | ok
2026-03-28 10:20 | wang | stand R: answer=declined | ok
2026-03-28 11:00 | chen | close-list R: | R slated
2026-03-28 11:10 | chen | show-candidates R: | R candidates-shown
2026-04-07 09:00 | chen | open-poll R: | R voting
2026-04-08 09:00 | chen | poll R: | ok
2026-04-08 09:10 | yang,lin,zhao | vote R: mark=zhao | ok
2026-04-08 17:00 | chen | count R: | said elected zhao; R counted by take-count
2026-04-08 17:10 | chen | confirm-count R: | R confirmed
2026-04-08 17:20 | chen | show-result R: | R result-shown
2026-04-09 09:00 | wang | object R: notice=result text="门口有人拉票" | ok
2026-04-10 09:00 | clerk | uphold R.2: reply="属实" | R.2 upheld; R not-elected by set-aside
2026-04-11 09:00 | chen | call-off R: reason="今年不再选" | R called-off

# the statutory committee, on paper only: twenty days, objections to the roll, written proxies
# of three at most, two tellers; one is elected, the last seat is voted on again with a third
cast | chen chair:election-committee | lu seat:election-committee | gao seat:village-committee clerk@village | clerk clerk@village | yang resident | lin resident | mo resident | qian resident | zhou resident | wang resident | zhao resident | sun resident | feng resident
2026-03-02 09:00 | chen | open election S: title="选村委会成员" office=statutory seats=2 polls_on=2026-03-21 venue="村部" | refused NOTICE_SHORT:1
2026-03-02 09:10 | chen | open election S: title="选村委会成员" office=statutory seats=2 polls_on=2026-03-22 venue="村部" | S roll; holder S chen
2026-03-06 10:00 | yang | object-roll S: text="我弟弟满十八了，名册上没有" | ok
2026-03-07 20:00 | chen | take-nominations S: | refused ROLL_OPEN ROLL_OBJECTED
2026-03-08 09:00 | chen | take-nominations S: | refused ROLL_OBJECTED
2026-03-08 09:10 | yang | object-roll S: text="还有一个" | refused TOO_LATE
2026-03-09 09:00 | chen | answer-roll S: text="查了，下个月才满，选举日那天不满" | ok
2026-03-09 09:10 | chen | take-nominations S: | S nominating
2026-03-10 10:00 | yang | nominate S: who=wang | ok
2026-03-10 10:10 | lin  | nominate S: who=zhao | ok
2026-03-10 10:20 | mo   | nominate S: who=gao | refused NOBODY_OF_THE_NAME
2026-03-11 09:00 | wang | stand S: | ok
2026-03-11 09:10 | zhao | stand S: | ok
2026-03-11 09:20 | chen | close-list S: | refused TOO_FEW_CANDIDATES:1
2026-03-11 10:00 | qian | nominate S: who=sun | ok
2026-03-11 10:10 | sun  | stand S: | ok
2026-03-12 09:00 | chen | close-list S: | S slated
2026-03-12 09:10 | chen | show-candidates S: | S candidates-shown
2026-03-20 09:00 | chen | open-poll S: | S voting
2026-03-22 08:30 | chen | poll S: way=secret | refused PAPER_ONLY:《中华人民共和国村民委员会组织法》(2025年修订)第十六至十八条
2026-03-22 08:31 | chen | poll S: way=paper | ok
2026-03-22 08:40 | yang | vote S: mark=wang | refused ON_PAPER
# Whoever stands votes for nobody else; a proxy is in writing, for three at most.
2026-03-22 09:00 | lu   | proxy S: of=mo by=wang evidence="委托书" | refused CANDIDATE_IS_NO_PROXY
2026-03-22 09:05 | lu   | proxy S: of=mo by=yang | refused MISSING:evidence
2026-03-22 09:10 | lu   | proxy S: of=mo+qian+zhou by=yang evidence="委托书三份，存选举小组" | ok
2026-03-22 09:15 | lu   | proxy S: of=lin by=yang evidence="委托书" | refused TOO_MANY_PROXIES:3
2026-03-22 09:20 | lu   | paper S: to=yang+mo+qian+zhou+wang+zhao | ok
2026-03-22 09:30 | lu   | paper S: to=mo | refused HAS_VOTED
2026-03-22 16:00 | lu   | pile S: wang=5 zhao=3 sun=3 blank=0 sheets=7 | refused MORE_SHEETS_THAN_TAKEN:6
2026-03-22 16:10 | lu   | pile S: wang=5 zhao=3 sun=3 blank=0 sheets=6 | ok
2026-03-22 16:20 | chen | pile S: wang=5 zhao=3 sun=2 blank=0 sheets=6 | ok
2026-03-22 16:30 | chen | count S: | refused TWO_TELLERS
2026-03-22 16:40 | chen | pile S: wang=5 zhao=3 sun=3 blank=0 sheets=6 | ok
# Six of nine voted; more than half of six is four: one seat is left, and two stand for it again.
2026-03-22 16:50 | chen | count S: | said unfilled wang; S voting by go-again
2026-03-22 17:00 | chen | poll S: way=paper | ok
2026-03-22 17:10 | lu   | paper S: to=yang+mo+qian+zhou+wang+feng | ok
2026-03-22 18:00 | lu   | pile S: zhao=3 sun=1 blank=2 | ok
2026-03-22 18:10 | chen | pile S: zhao=3 sun=1 blank=2 | ok
2026-03-22 18:20 | chen | count S: | said elected wang zhao; S counted by take-count
2026-03-22 18:30 | chen | adjourn S: minutes="六人投票，王、赵当选" | ok
2026-03-22 18:40 | gao  | sign-minutes S: as=teller | refused NOT_YOURS_TO_SIGN
2026-03-22 18:41 | chen | sign-minutes S: as=chair | said teller:2
2026-03-22 18:42 | chen | sign-minutes S: as=teller | said teller:1
2026-03-22 18:43 | lu   | sign-minutes S: as=teller | said signed
2026-03-23 09:00 | chen | confirm-count S: | S confirmed
2026-03-23 09:10 | chen | show-result S: | S result-shown
2026-03-31 00:00 | clock | | S appointed by take-office

# what the head before still answers for goes to who was elected, on the day, its due date unchanged
cast | chen chair:election-committee | lu seat:election-committee | old courtyard-head@courtyard | yang resident | lin resident | wang resident | zhao resident
2026-03-02 09:00 | chen | open election H: place=courtyard title="选院落长" office=courtyard-head seats=1 polls_on=2026-03-13 venue="院坝" | H roll
2026-03-06 09:00 | chen | take-nominations H: | H nominating
2026-03-06 10:00 | wang | nominate H: who=wang | ok
2026-03-06 10:10 | zhao | nominate H: who=zhao | ok
2026-03-07 09:00 | chen | close-list H: | H slated
2026-03-07 09:10 | chen | show-candidates H: | H candidates-shown
2026-03-12 09:00 | chen | open-poll H: | H voting
2026-03-13 09:00 | chen | poll H: | ok
2026-03-13 10:00 | yang,lin,wang | vote H: mark=wang | ok
2026-03-13 18:00 | chen | count H: | said elected wang; H counted by take-count
2026-03-13 18:10 | chen | confirm-count H: | H confirmed
2026-03-13 18:20 | chen | show-result H: | H result-shown
2026-03-16 20:00 | yang | open settle-low L: title="门口的水沟漫了" category=drain | L open; holder L old; due L 2026-03-19
2026-03-17 06:00 | clock | | H appointed by take-office; old may-not see; holder L wang; due L 2026-03-19
2026-03-17 09:00 | old  | answer L: result="通了" | refused WRONG_POST
2026-03-17 09:10 | wang | answer L: result="通了" | L returned; holder L yang
