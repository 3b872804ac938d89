# shown for fifteen whole days, and not an hour less
cast | yang resident | lin resident | clerk clerk@village | wei seat:supervision | tclerk clerk@township
2026-04-01 09:00 | yang  | open open-affairs A: title="一季度救助款" due_on=2026-04-15 | refused WRONG_POST
2026-04-01 09:05 | clerk | open open-affairs A: title="一季度救助款" publication=village-funds period=2026-Q1 due_on=2026-04-15 | A preparing; holder A clerk; due A 2026-04-15; seen yang A
2026-04-10 10:00 | clerk | publish A: | refused MISSING:lines
2026-04-10 10:01 | clerk | publish A: lines="[{\"what\": \"临时救助\", \"said\": \"三户，共两千四百元\"}]" remark="经办电话13800001234" | A shown
2026-04-10 15:00 | wei   | hang A: where="村口公开栏" on=2026-04-10 | ok
2026-04-10 15:01 | yang  | hang A: where="我家门口" | refused WRONG_POST
2026-04-11 09:00 | clerk | hang A: where="公开栏" on=2026-04-09 | refused BAD:on
2026-04-25 23:59 | clock | | A shown
2026-04-26 00:00 | clock | | A closed by shown-in-full
2026-04-27 09:00 | clerk | take-down A: reason="满了" | refused NOTICE_OVER

# it cannot be ended early: taken down, blown down, amended
cast | yang resident | lin resident | clerk clerk@village | wei seat:supervision
2026-04-01 09:00 | clerk | open open-affairs B: title="低保名单" due_on=2026-04-15 | B preparing
2026-04-02 10:00 | clerk | publish B: lines="[{\"what\": \"新增\", \"said\": \"一户\"}]" remark="以民政为准" | B shown
2026-04-05 09:00 | yang  | take-down B: reason="不想看" | refused WRONG_POST
2026-04-05 09:01 | clerk | take-down B: | refused MISSING:reason
2026-04-05 09:02 | clerk | take-down B: why=fell reason="大风刮掉了" | ok
2026-04-05 10:00 | clerk | take-down B: reason="再撤一次" | refused NOTICE_IS_DOWN
2026-04-07 08:00 | clerk | put-up B: | ok
2026-04-07 08:01 | clerk | put-up B: | refused NOTICE_IS_UP
# Two days are full (3 and 4 April); 5, 6 and 7 April are not. Thirteen are left.
2026-04-17 00:00 | clock | | B shown
2026-04-17 09:00 | clerk | amend-notice B: remark="以民政局批复为准" | refused MISSING:reason
2026-04-17 09:01 | clerk | amend-notice B: remark="以民政为准" reason="没改什么" | refused NOTHING_CHANGED
2026-04-17 09:02 | clerk | amend-notice B: remark="以民政局批复为准" reason="说法不清楚" | ok
2026-04-21 00:00 | clock | | B shown
2026-04-25 09:00 | clerk | take-down B: reason="有一户要核" | ok
2026-04-26 09:00 | clerk | put-up B: | ok
2026-05-03 00:00 | clock | | B shown
2026-05-11 23:59 | clock | | B shown
2026-05-12 00:00 | clock | | B closed by shown-in-full

# a missed month is red, and the one who is late is seen
cast | yang resident | clerk clerk@village | wei seat:supervision
2026-04-01 09:00 | clerk | open open-affairs C: title="一季度协商结果" publication=village-deliberation period=2026-Q1 due_on=2026-04-15 | C preparing; due C 2026-04-15
2026-04-15 17:59 | clock | | C preparing
2026-04-15 18:00 | clock | | C overdue
2026-04-16 09:00 | wei   | inquire C: question="一季度的协商结果怎么还没挂出来？" | ok
2026-04-16 10:00 | clerk | respond C: answer="今天补上" | ok
2026-04-16 11:00 | clerk | publish C: lines="[{\"what\": \"三组修路\", \"said\": \"议定先修后段\"}]" | C shown
2026-05-02 00:00 | clock | | C closed by shown-in-full
