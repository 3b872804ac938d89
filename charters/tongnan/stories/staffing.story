# a vacancy is seen by itself, filled with a reason, and power begins with the post
cast | wu leader@township | yang resident grid-member@grid | chen resident | huang secretary@village
2026-03-02 09:00 | chen | appoint @chen: post=clerk reason="我想干" | refused NO_POWER:500152123001
2026-03-02 09:10 | wu   | appoint @chen: post=clerk at=grid reason="补空缺" | refused WRONG_LEVEL:grid
2026-03-02 09:20 | wu   | appoint @chen: post=clerk reason="补上村里的空缺" | chen may people; chen may-not appoint
2026-03-02 09:30 | wu   | appoint @wu: post=clerk reason="先代着" | refused OWN_APPOINTMENT
2026-03-02 09:40 | wu   | appoint @yang: post=secretary reason="换届" | refused POST_IS_FULL:1

# who leaves hands over by name; the power is gone at once, the promise stays
cast | wu leader@township | yang resident | zhou clerk@village | chen resident
2026-03-02 09:00 | yang | open my-data M: what=correct title="电话换了" | holder M zhou; due M 2026-03-23
2026-03-03 09:00 | wu   | appoint @chen: post=clerk reason="接周专干" | chen may people; holder M zhou
2026-03-03 09:10 | wu   | end @zhou: post=clerk to=chen | refused MISSING:reason
2026-03-03 09:20 | wu   | end @zhou: post=clerk reason="调去镇里" to=chen | zhou may-not people; holder M chen; due M 2026-03-23
2026-03-03 09:30 | zhou | look @yang: purpose=visit | refused NO_POWER:500152123001

# a grid without a head is told by itself, and the alert goes when there is one
cast | wu leader@township | hu resident
2026-03-02 09:00 | wu   | | alert vacant grid-head 1
2026-03-02 10:00 | wu   | appoint @hu: post=grid-head at=grid reason="网格推选" | alert vacant grid-head 0
