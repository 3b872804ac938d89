# one office's part: entrusted, looked at again without alarms, delivered; a stranger sees nothing
cast | clerk clerk@village | he resident | tax tax-office@township | house housing-office@township
place | 500109005005
roster | two | 安置房{}号 x 2
2026-01-05 09:00 | clerk | open agency-task T: title="税费怎么算" | refused WRONG_POST
2026-01-05 09:10 | clerk | open legacy G: title="两户补证" household=two basis="处理意见" | G registered
2026-01-05 09:20 | clerk | share-out G: parts="税费怎么算" | G working; count G.* waiting 1; unseen he G.1
2026-01-05 09:30 | tax   | entrust G.1: assignee=tax | refused WRONG_POST
2026-01-05 09:40 | clerk | entrust G.1: assignee=he | refused BAD:assignee
2026-01-05 09:50 | clerk | entrust G.1: assignee=tax | G.1 doing; holder G.1 tax; G.1 review 2026-03-06
2026-03-06 00:00 | clock | | G.1 doing; G.1 overdue
2026-03-06 09:00 | tax   | progress G.1: note="等市局口径" next_review=2026-05-06 | G.1 review 2026-05-06
2026-03-09 09:00 | house | deliver G.1: result="替他办了" | refused WRONG_POST
2026-03-10 09:00 | tax   | deliver G.1: result="按安置价" amount=44350.50 | G.1 delivered; field G.1 amount 4435050
