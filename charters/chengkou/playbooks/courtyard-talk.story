# from topic to task in one sitting: the households of this courtyard and of no other
cast | yang resident | lin resident | zhao resident | mo resident | head courtyard-head@courtyard chair:courtyard-meeting | cadre cadre@village
place | 500229208202
hamlet | 东坡 3 x 2 | 0 0
tells | decided-task
2026-03-06 18:00 | yang  | open courtyard-talk A: title="院坝的灯" proposal="院坝装两盏灯，每户出三十元" | A topic; holder A head; seen lin A
2026-03-06 18:10 | lin   | sit-down A: | refused WRONG_POST
2026-03-06 19:00 | head  | sit-down A: | A talking; holder A head
# Four households live in this courtyard, six others elsewhere: more than half are three.
2026-03-06 19:05 | head  | call-meeting A: | ok
2026-03-06 19:06 | head  | let-in A: present=2 | ok
2026-03-06 19:07 | head  | put-question A: | refused QUORUM_SHORT:1
2026-03-06 19:20 | head  | reword A: proposal="院坝装两盏灯，每户出三十元" reason="照旧" | refused SAME_TEXT
2026-03-06 19:21 | head  | reword A: proposal="院坝装两盏灯，每户出二十元，独居老人不出" reason="赵家说老人就不要出了" | A talking
2026-03-06 19:40 | head  | assembly A: present=4 yes=3 minutes="四户都到，三户同意" | A agreed by settled; holder A head
2026-03-06 19:50 | head  | share-out A: task="买灯和线" promised_on=2026-03-10 | refused MISSING:assignee
2026-03-06 19:51 | head  | share-out A: task="买灯和线" assignee=head promised_on=2026-03-10 | A doing; A.1 doing; holder A.1 head; due A.1 2026-03-10
2026-03-06 19:52 | head  | share-more A: task="接电" assignee=cadre promised_on=2026-03-12 | A.2 doing; holder A.2 cadre
2026-03-07 09:00 | head  | all-done A: result="好了" | refused CHILDREN_OPEN
2026-03-10 18:00 | head  | deliver A.1: result="灯两盏、线三十米，共七十六元" | A.1 done
2026-03-11 18:00 | cadre | deliver A.2: result="接好了" | A.2 done
2026-03-12 18:00 | head  | all-done A: result="两盏都亮，余四元留着换灯泡" | A done

# too few households: next time; then it is not agreed
cast | yang resident | lin resident | zhao resident | head courtyard-head@courtyard chair:courtyard-meeting
place | 500229208202
2026-03-06 18:00 | yang  | open courtyard-talk B: title="养狗" proposal="狗都拴起来" | B topic
2026-03-06 19:00 | head  | sit-down B: | B talking
2026-03-06 19:30 | head  | assembly B: present=1 yes=1 minutes="只到一户" | B topic by too-few; holder B head
2026-03-13 19:00 | head  | sit-down B: | B talking
2026-03-13 19:30 | head  | assembly B: present=3 yes=1 minutes="三户到，一户同意" | B not-agreed by not-settled

# taken back before it was talked over
cast | yang resident | head courtyard-head@courtyard chair:courtyard-meeting
place | 500229208202
2026-03-06 18:00 | yang  | open courtyard-talk D: title="修路" proposal="修路" | D topic
2026-03-06 19:00 | yang  | take-back D: | D taken-back
