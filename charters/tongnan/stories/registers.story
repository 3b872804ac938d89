# a list is looked at before it is taken, and can be taken back for a day
cast | zhou clerk@village | yang resident
2026-03-02 09:00 | zhou | list @village: rows="姓名,与户主关系,出生日期,住址/示例甲,户主,1960-01-02,九组1号/示例乙,妻,1962-03-04,/示例丙,户主,2031-01-01,九组2号" | list ready 1; list fault C4 DATE; registered 示例甲 0
2026-03-02 09:10 | zhou | register @village: | registered 示例甲 1; registered 示例乙 1; registered 示例丙 0
2026-03-02 09:20 | zhou | register @village: | refused IMPORT_OVER:taken
2026-03-02 15:00 | zhou | unregister @village: | registered 示例甲 0
2026-03-02 16:00 | yang | list @village: rows="姓名,住址/示例丁,九组3号" | refused NO_POWER:500152123001

# a field is opened for a purpose, and the person reads who looked
cast | zhou clerk@village | wu leader@township | yang resident
2026-03-02 09:00 | zhou | look @yang: purpose=curious | refused UNKNOWN_PURPOSE:curious; looks yang 0
2026-03-02 09:10 | zhou | look @yang: purpose=matter | refused MISSING:subject
2026-03-02 09:20 | zhou | look @yang: purpose=visit | looks yang 1; told nobody

# beyond one's own places only in an emergency; the supervisor and the person are told
cast | mo resident clerk@village | zhou clerk@500152123201 | wu leader@township
2026-03-02 22:00 | mo   | break-glass @500152123201: reason="急" | refused SAY_MORE:8
2026-03-02 22:10 | mo   | break-glass @500152123001: reason="河水漫上来，通知人走" | refused ALREADY
2026-03-02 22:20 | mo   | break-glass @500152123201: reason="河水漫上来，通知人走" | told wu

# a copy of the register takes two people, and leaves within a day
cast | zhou clerk@village | chen clerk@village | wu leader@township
2026-03-02 09:00 | zhou | copy @village: purpose=report reason="民政办要老人数" | told chen wu
2026-03-02 09:10 | zhou | agree @village: | refused OWN_COPY
2026-03-02 09:20 | zhou | take @village: | refused COPY_NOT_AGREED
2026-03-02 09:30 | chen | agree @village: | told zhou
2026-03-02 09:40 | zhou | take @village: | ok
2026-03-03 09:31 | zhou | take @village: | refused COPY_LATE
