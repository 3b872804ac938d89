# unfounded, heard again one level up, and the notice waits for all of it
cast | yang resident | lin resident | clerk clerk@village | tclerk clerk@township | wei seat:supervision
tells | objection
2026-04-01 09:00 | clerk | open open-affairs A: title="一季度救助款" due_on=2026-04-15 | A preparing
2026-04-01 10:00 | yang  | object A: text="还没挂出来" | refused NOTHING_SHOWN
2026-04-02 10:00 | clerk | publish A: lines="[{\"what\": \"临时救助\", \"said\": \"三户\"}]" | A shown
2026-04-10 09:00 | wei   | object A: text="我不住这里" | refused WRONG_POST
2026-04-10 09:10 | yang  | object A: | refused MISSING:text
2026-04-10 09:11 | yang  | object A: text="第二户不该有" | A.1 raised; holder A.1 clerk; due A.1 2026-04-15; unseen lin A.1
2026-04-10 10:00 | clerk | dismiss A.1: reply="不看了" | refused OWN_NOTICE
2026-04-15 23:59 | clock | | A.1 raised
2026-04-16 00:00 | clock | | A.1 offered township; A.1 overdue
2026-04-17 09:00 | tclerk | accept A.1: | A.1 level township; holder A.1 tclerk; due A.1 2026-04-22
# The fifteen days are over, but the objection is not: the notice is not done.
2026-04-18 00:00 | clock | | A shown
2026-04-20 09:00 | tclerk | dismiss A.1: reply="三户都查过，符合条件" | A.1 answered; holder A.1 yang; due A.1 2026-04-23
2026-04-21 09:00 | lin   | accept-answer A.1: | refused WRONG_POST
2026-04-21 10:00 | lin   | object A: text="现在才看到" | refused NOTICE_OVER
2026-04-24 00:00 | clock | | A.1 dismissed by let-stand; A closed by shown-in-full

# accepted, and taken back: nothing stands in the way
cast | yang resident | lin resident | clerk clerk@village | tclerk clerk@township | ran seat:supervision
tells | objection
2026-04-01 09:00 | clerk | open open-finance B: title="一季度财务" due_on=2026-04-15 | B preparing
2026-04-02 09:00 | clerk | submit B: lines="[{\"what\": \"管理费支出\", \"way\": \"out\", \"amount\": \"800\"}]" | B checking
2026-04-02 10:00 | ran   | sign B: checked="对" | B shown
2026-04-03 09:00 | yang  | object B: text="八百太多" | B.1 raised
2026-04-03 09:10 | lin   | object B: text="没写用在哪里" | B.2 raised
2026-04-04 09:00 | clerk | dismiss B.1: reply="发票都在，墨盒和纸" | B.1 answered; holder B.1 yang
2026-04-04 10:00 | lin   | take-back B.2: | B.2 taken-back
2026-04-05 09:00 | yang  | accept-answer B.1: | B.1 dismissed
2026-04-18 00:00 | clock | | B closed by shown-in-full

# for somebody without a phone: they agree first, and it is theirs from then on
cast | yang resident | clerk clerk@village | tclerk clerk@township | wei seat:supervision
tells | objection
2026-04-01 09:00 | clerk | open open-affairs C: title="临时救助名单" due_on=2026-04-15 | C preparing
2026-04-02 10:00 | clerk | publish C: lines="[{\"what\": \"临时救助\", \"said\": \"两户\"}]" | C shown
2026-04-03 09:00 | tclerk | object C: for=yang text="漏了我家" consent=maybe | refused BAD:consent
2026-04-03 09:05 | wei   | object C: for=yang text="漏了他家" consent=present | refused WRONG_POST
2026-04-03 09:10 | tclerk | object C: for=yang text="漏了我家" consent=paper | C.1 raised; due C.1 2026-04-08
2026-04-04 09:00 | tclerk | take-back C.1: | refused WRONG_POST
2026-04-04 09:10 | yang  | take-back C.1: | C.1 taken-back
2026-04-18 00:00 | clock | | C closed by shown-in-full
