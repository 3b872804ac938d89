# climbs courtyard, grid, village, township, and comes back with an answer
cast | yang resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village | tclerk clerk@township
place | 500229208202
2026-03-02 09:00 | yang   | open settle-low L: title="门口的水沟一下雨就漫" category=drain | L open; holder L head; due L 2026-03-05
2026-03-02 10:00 | head   | escalate L: | refused MISSING:reason
2026-03-02 10:01 | head   | escalate L: reason="沟从路底下过，院里动不了" | L offered grid
2026-03-02 10:30 | head   | visit L: note="先用沙袋挡一挡" | ok; holder L head
2026-03-02 11:00 | zhou   | refuse L: reason="我也动不了路" | ok; holder L head
2026-03-02 11:30 | zhou   | adjudicate L: to=courtyard | refused WRONG_POST
2026-03-02 12:00 | clerk  | adjudicate L: to=grid reason="网格先去量清楚" | L level grid; holder L zhou; due L 2026-03-05
2026-03-05 18:00 | clock  | | L offered village; L overdue
2026-03-06 09:00 | clerk  | accept L: | L level village; due L 2026-03-13
2026-03-13 18:00 | clock  | | L offered township
2026-03-16 09:00 | tclerk | refuse L: reason="忙" | refused NO_ONE_ABOVE_TO_ADJUDICATE
2026-03-17 18:00 | clock  | | L level township by silence; holder L tclerk; due L 2026-03-31
2026-03-31 18:00 | clock  | | L overdue
2026-04-01 09:00 | tclerk | answer L: result="路下换了一根大管子" | L returned; holder L yang; due L 2026-04-08
2026-04-09 00:00 | clock  | | L settled by close

# settled in the courtyard; who does not agree sends it up
cast | yang resident | lin resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village
place | 500229208202
2026-03-02 09:00 | yang | open settle-low D: title="邻家的鸡进了菜地" category=animals | D open; holder D head
2026-03-02 20:00 | head | answer D: result="他家答应围网" | D returned
2026-03-03 08:00 | yang | disagree D: | refused MISSING:reason
2026-03-03 08:01 | yang | disagree D: reason="网没围，菜又吃了一片" | D open; D offered grid
2026-03-03 09:00 | zhou | accept D: | D level grid; holder D zhou
2026-03-04 18:00 | zhou | answer D: result="一起去看着围好，赔了二十斤菜" | D returned
2026-03-05 08:00 | yang | agree D: stars=4 | D settled

# the resident asks for it to go up; a quarrel is seen by its parties and whoever holds it
cast | zhao resident | lin resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village
place | 500229208202
2026-03-02 09:00 | zhao | open settle-low Q: title="两家共用的墙裂了，说不拢" category=neighbour | Q open; unseen lin Q; unseen clerk Q; seen head Q
2026-03-02 12:00 | lin  | escalate Q: reason="我也想看" | refused WRONG_POST
2026-03-02 19:00 | zhao | escalate Q: reason="院长是他家亲戚，请换个人" | Q offered grid
2026-03-03 09:00 | zhou | accept Q: | Q level grid; holder Q zhou; seen zhou Q; unseen clerk Q
2026-03-04 20:00 | zhou | answer Q: result="请工匠看过，各出一半" | Q returned; unseen lin Q
2026-03-05 08:00 | zhao | agree Q: | Q settled; unseen lin Q

# the resident asks for it to go up, and then takes it back
cast | yang resident | head courtyard-head@courtyard | zhou grid-member@grid
place | 500229208202
2026-03-02 09:00 | yang   | open settle-low T: title="垮下来的土堵了机耕道" category=road | T open
2026-03-02 09:10 | yang   | escalate T: reason="挖机只有乡里有" | T offered grid; holder T head
2026-03-02 09:20 | yang   | withdraw T: reason="邻居一起挖开了" | T withdrawn

# answered at the top and still not settled: once more by somebody else, and then no more
cast | yang resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village | tclerk clerk@township | tother clerk@township
place | 500229208202
2026-03-02 09:00 | yang   | open settle-low R: title="进院的路塌了半边" category=road | R open
2026-03-02 09:30 | head   | escalate R: reason="要机械" | R offered grid
2026-03-02 10:00 | zhou   | accept R: | R level grid
2026-03-02 10:10 | zhou   | escalate R: reason="要机械" | R offered village
2026-03-02 11:00 | clerk  | accept R: | R level village
2026-03-02 11:10 | clerk  | escalate R: reason="村里没有挖机" | R offered township
2026-03-02 14:00 | tclerk | accept R: | R level township
2026-03-02 14:05 | tclerk | escalate R: reason="镇里也忙" | refused NO_LEVEL_ABOVE
2026-03-02 14:10 | tclerk | assign R: to=tclerk | ok; holder R tclerk
2026-03-05 09:00 | tclerk | divide R: playbook=settle-low parts="[\"垒坎子\",\"填路面\"]" | count R.* open 2
2026-03-06 09:00 | head   | each R.* answer: result="弄好了" | count R.* returned 2
2026-03-06 10:00 | tclerk | answer R: result="垒了坎子，填平了" | R returned
2026-03-07 09:00 | yang   | disagree R: reason="又陷下去" | refused NO_LEVEL_ABOVE
2026-03-07 09:05 | yang   | once-more R: reason="又陷下去" | R open; holder R tother
2026-03-09 17:00 | tother | answer R: result="重新夯过，铺了碎石" | R returned
2026-03-10 09:00 | yang   | once-more R: reason="再看看" | refused TOO_OFTEN:1
2026-03-10 09:05 | yang   | agree R: stars=4 | R settled
2026-03-14 00:00 | clock  | | count R.* settled 2

# reported, answered and disagreed with for somebody without a phone, who agreed each time
cast | yang resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village
place | 500229208202
2026-03-02 09:00 | zhou   | open settle-low P: title="水龙头没水" category=road for=yang | P open; holder P head
2026-03-02 17:00 | head   | answer P: result="总阀开了" | P returned
2026-03-02 18:00 | head   | disagree P: reason="不该我说" for=yang | refused HELPER_HANDLED
2026-03-02 18:05 | clerk  | disagree P: reason="还是没水" for=yang consent=maybe | refused BAD:consent
2026-03-02 18:10 | clerk  | disagree P: reason="还是没水" for=yang consent=phone | P open; P offered grid
2026-03-03 09:00 | zhou   | accept P: | P level grid; holder P zhou
2026-03-03 15:00 | zhou   | answer P: result="换了一截管子" | P returned
2026-03-03 16:00 | zhou   | agree P: stars=5 for=yang | refused HELPER_HANDLED
2026-03-03 16:10 | clerk  | agree P: stars=5 for=yang consent=paper | P settled

# one village cannot be settled by one clerk: the representatives decide, and it comes back to the same matter
cast | yang resident | head courtyard-head@courtyard | wang grid-member@grid | clerk clerk@village | zhu chair:village-assembly
2026-03-02 09:00 | yang  | open settle-low T: title="广场舞跳到几点" category=noise | T open; holder T head
2026-03-02 10:00 | head  | put-to-meeting T: question="跳到九点" | refused WRONG_POST
2026-03-02 10:10 | head  | escalate T: reason="全村的事，一个院定不了" | T offered grid
2026-03-02 11:00 | wang  | accept T: | T level grid
2026-03-02 12:00 | clerk | put-to-meeting T: question="跳到九点" | refused WRONG_POST
2026-03-02 13:00 | wang  | escalate T: reason="两个网格说法不一样" | T offered village
2026-03-02 14:00 | clerk | accept T: | T level village; holder T clerk
2026-03-03 09:00 | clerk | put-to-meeting T: | refused MISSING:question
2026-03-03 09:10 | clerk | put-to-meeting T: question="广场舞跳到晚上九点为止，同意不同意" | T before-meeting; holder T clerk; due T 2026-04-12
2026-03-03 09:20 | zhu   | call-meeting T: prior=no | refused PRIOR:party-discussion
2026-03-08 20:00 | zhu   | assembly T: present=20 yes=18 minutes="到二十人，还差一人" | T open by meeting-short; T level village
2026-03-09 09:00 | clerk | put-to-meeting T: question="广场舞跳到晚上九点为止，同意不同意" | T before-meeting
2026-03-12 20:00 | zhu   | assembly T: present=25 yes=9 minutes="没有过半" | T open by meeting-declined
2026-03-13 09:00 | clerk | put-to-meeting T: question="九点以后音响关小，十点散，同意不同意" | T before-meeting
2026-03-15 20:00 | zhu   | assembly T: present=25 yes=21 minutes="二十一人同意" | T open by meeting-carried; holder T clerk; T level village
2026-03-16 10:00 | clerk | answer T: result="会上定的：九点以后音响关小，十点散" | T returned; holder T yang
2026-03-16 20:00 | yang  | agree T: stars=4 | T settled
