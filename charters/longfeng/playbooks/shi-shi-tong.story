# reported from the phone by a grid manager for a resident, brought about, confirmed
cast | he resident | lin resident | gm grid-manager@village | part part-time-grid-manager@resident-group | fix repair-team | clerk clerk@village
place | 500109005005
2026-03-02 09:00 | part | open shi-shi-tong A: for=he title="落水管断了，下雨直灌一楼" category=estate via=wechat whose=resident photo=1 | A reported; holder A gm; due A 2026-03-03; seen he A; seen part A
2026-03-02 09:20 | lin  | coordinate A: assignee=fix | refused WRONG_POST
2026-03-02 09:30 | gm   | coordinate A: | refused MISSING:assignee
2026-03-02 10:00 | gm   | coordinate A: assignee=fix brief="带六米管子" | A coordinating; holder A fix; due A 2026-03-09
2026-03-04 10:00 | gm   | go-and-see A: note="料到了，明天装" | A coordinating; due A 2026-03-09
2026-03-05 15:00 | fix  | feed-back A: result="换了六米落水管，接头打了胶" | A fed-back; holder A he; due A 2026-03-12
2026-03-06 08:00 | he   | confirm A: stars=5 | A closed

# for a company: settled on the spot; and silence counts as yes
cast | gm grid-manager@village | shop resident | clerk clerk@village
place | 500109005005
2026-03-02 07:30 | gm    | open shi-shi-tong B: for=shop title="市场门口早市占了消防通道" category=company via=app whose=company | B reported; holder B gm
2026-03-02 08:00 | gm    | settle-now B: result="和摊主说好往里退两米，地上画了线" | B fed-back; holder B shop
2026-03-10 00:00 | clock | | B closed by close

# the community cannot bring it about: late, so the street has it; refused at the top it cannot be
cast | he resident | gm grid-manager@village | clerk clerk@township | fix repair-team@township | wei seat:supervision
place | 500109005005
2026-03-02 09:00 | he    | open shi-shi-tong C: title="后山挡墙有裂缝" category=hazard | C reported; due C 2026-03-03
2026-03-02 10:00 | gm    | coordinate C: assignee=gm | C coordinating; holder C gm; due C 2026-03-03
2026-03-03 18:00 | clock | | C offered township; C overdue
2026-03-04 09:00 | clerk | refuse C: reason="街道也没钱" | refused NO_ONE_ABOVE_TO_ADJUDICATE
2026-03-04 18:00 | clock | | C level township by silence; holder C clerk; due C 2026-03-18
2026-03-05 09:00 | wei   | inquire C: question="裂缝边上住着人，先怎么护？" | ok
2026-03-05 10:00 | clerk | respond C: answer="今天拉警戒线，下周加固" | ok
2026-03-16 17:00 | clerk | feed-back C: result="挡墙加固，装了观测点" | C fed-back; holder C he
2026-03-17 09:00 | he    | confirm C: stars=4 | C closed

# not done: somebody else goes; a reason is always asked
cast | he resident | gm grid-manager@village | wash cleaning-team | brush cleaning-team | clerk clerk@village
place | 500109005005
2026-03-02 09:00 | gm    | open shi-shi-tong D: for=he title="荷塘边垃圾没人清" category=sanitation via=app | D reported
2026-03-02 10:00 | gm    | coordinate D: assignee=wash | D coordinating; holder D wash; due D 2026-03-05
2026-03-03 10:00 | wash  | feed-back D: result="清了" | D fed-back
2026-03-03 20:00 | he    | not-done D: | refused MISSING:reason
2026-03-03 20:01 | he    | not-done D: reason="只清了路边，塘里还漂着" | D reported; holder D gm
2026-03-04 09:00 | gm    | coordinate D: assignee=wash | refused BARRED
2026-03-04 09:01 | gm    | coordinate D: assignee=brush | D coordinating; holder D brush
2026-03-05 16:00 | brush | feed-back D: result="下塘捞了三袋" | D fed-back
2026-03-05 18:00 | he    | confirm D: stars=5 | D closed

# what lies between two families stays there
cast | he resident | lin resident | gm grid-manager@village | wei seat:supervision | leader leader@township
place | 500109005005
2026-03-02 09:00 | gm | open shi-shi-tong P: for=he title="楼上漏水，两家说不到一起" category=neighbour via=visit | P reported; unseen lin P; unseen wei P; unseen leader P; seen he P
2026-03-02 19:00 | gm | settle-now P: result="楼上答应重做防水，两家都在" | P fed-back; unseen lin P; unseen leader P
2026-03-03 08:00 | he | confirm P: | P closed; unseen lin P; unseen wei P
