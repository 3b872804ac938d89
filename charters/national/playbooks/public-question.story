# asked on the notice, answered on the notice; the notice does not wait for it
cast | yang resident | lin resident | clerk clerk@village | tclerk clerk@township
tells | public-question
2026-04-01 09:00 | clerk | open open-affairs A: title="一季度救助款" due_on=2026-04-15 | A preparing
2026-04-02 10:00 | clerk | publish A: lines="[{\"what\": \"临时救助\", \"said\": \"三户\"}]" | A shown
2026-04-10 09:00 | clerk | ask-publicly A: text="我来问" | refused WRONG_POST
2026-04-10 09:10 | yang  | ask-publicly A: text="三户是怎么定的？" | A.1 asked; holder A.1 clerk; due A.1 2026-04-15
2026-04-10 09:20 | lin   | ask-publicly A: text="隔壁家吵架管不管？" | A.2 asked
2026-04-11 09:00 | clerk | answer A.1: | refused MISSING:reply
2026-04-11 09:01 | clerk | answer A.1: reply="民政所核的，村里开会评过" | A.1 answered
2026-04-11 09:10 | clerk | decline A.2: because="和这份公示无关，请到村里当面说" | A.2 declined
2026-04-16 10:00 | yang  | ask-publicly A: text="钱发了吗？" | A.3 asked
2026-04-18 00:00 | clock | | A closed by shown-in-full
2026-04-18 09:00 | yang  | take-back A.3: | A.3 taken-back
