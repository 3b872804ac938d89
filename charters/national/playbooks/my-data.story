# a wrong birth date is corrected in time
cast | yang resident | lin resident | clerk clerk@village | tclerk clerk@township
place | 500229208202
2026-03-02 09:00 | yang  | open my-data M: what=correct title="出生日期错了一年" | M asked; holder M clerk; due M 2026-03-23; unseen lin M
2026-03-02 09:30 | lin   | carry-out M: result="改了" | refused WRONG_POST
2026-03-03 10:00 | clerk | carry-out M: | refused MISSING:result
2026-03-03 10:01 | clerk | carry-out M: result="对着户口簿改好了" | M told; holder M yang; due M 2026-03-18
2026-03-04 08:00 | yang  | agree M: | M done

# silence of the village passes it to the township; silence of the requester ends it
cast | yang resident | clerk clerk@village | tclerk clerk@township
place | 500229208202
2026-03-02 09:00 | yang   | open my-data M: what=delete title="旧电话" | M asked; due M 2026-03-23
2026-03-23 18:00 | clock  | | M offered township; M overdue
2026-03-24 09:00 | tclerk | accept M: | M level township; holder M tclerk
2026-03-25 09:00 | tclerk | carry-out M: result="删掉了" | M told; due M 2026-04-09
2026-04-10 00:00 | clock  | | M done by close

# what must be kept is answered with its ground; who disagrees is heard one level up
cast | yang resident | clerk clerk@village | tclerk clerk@township
place | 500229208202
2026-03-02 09:00 | yang   | open my-data M: what=delete title="看过资料的记录" | M asked
2026-03-03 09:00 | clerk  | keep M: ground="个人信息保护法要求留下处理记录，留到2029年3月" | M grounds; holder M yang
2026-03-04 09:00 | yang   | disagree M: reason="不知道是哪一条" | M asked; M offered township
2026-03-04 10:00 | tclerk | accept M: | M level township
2026-03-05 09:00 | tclerk | keep M: ground="第五十五、五十六条，处理记录至少保存三年" | M grounds
2026-03-06 09:00 | yang   | agree-grounds M: | M kept

# a clerk does not answer the own request; silence ends it as kept
cast | clerk resident clerk@village | tclerk clerk@township
place | 500229208202
2026-03-02 09:00 | clerk  | open my-data M: what=stop title="照片" | M asked; holder M clerk
2026-03-02 10:00 | clerk  | keep M: ground="我自己定" | refused APART:request
2026-03-02 10:01 | clerk  | escalate M: reason="我自己的事，请镇里看" | M offered township
2026-03-02 11:00 | tclerk | accept M: | M level township
2026-03-03 11:00 | tclerk | keep M: ground="村务公开条例，公开满十五天" | M grounds; due M 2026-03-18
2026-03-19 00:00 | clock  | | M kept by accept-grounds
