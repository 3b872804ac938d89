# in Ma'an: a noise is settled in the courtyard, nobody further up hears of it
cast | yang resident | lin resident | head courtyard-head@courtyard | clerk clerk@village
place | 522727104001
2026-03-02 21:00 | yang | open settle-low N: title="楼下半夜还在唱歌" category=noise | N open; holder N head; due N 2026-03-05
2026-03-03 19:00 | head | visit N: note="去坐了坐，是年轻人过生日" | N open; due N 2026-03-05
2026-03-03 20:00 | head | answer N: result="说好了，十点以后关音响" | N returned; holder N yang
2026-03-04 09:00 | lin  | agree N: | refused WRONG_POST
2026-03-04 09:10 | yang | agree N: stars=5 | N settled

# in Xinxing: a hazard is not for the courtyard alone and climbs with a reason
cast | long resident | head courtyard-head@courtyard | zhou grid-member@grid | clerk clerk@village
place | 522727001004
2026-03-02 09:00 | long  | open settle-low H: title="电动车在楼道里充电" category=hazard | H open; holder H head
2026-03-02 10:00 | head  | escalate H: reason="一个院管不住，要整个网格一起" | H offered grid
2026-03-02 11:00 | zhou  | accept H: | H level grid; holder H zhou; due H 2026-03-05
2026-03-05 18:00 | clock | | H offered village; H overdue
2026-03-06 18:00 | clock | | H level village by silence; holder H clerk
2026-03-09 15:00 | clerk | answer H: result="车棚里装了六个插座，楼道的都请下去了" | H returned
2026-03-17 00:00 | clock | | H settled by close
